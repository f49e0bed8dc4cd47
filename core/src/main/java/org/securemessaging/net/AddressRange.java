package org.securemessaging.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of IP addresses in CIDR notation (RFC 4632, RFC 4291 §2.3). Immutable and thread safe.
 */
public final class AddressRange {
    // Only literals reach the resolver, so that nothing is ever looked up here.
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final byte[] prefix;
    private final int bits;
    private final String text;

    private AddressRange(byte[] prefix, int bits, String text) {
        this.prefix = prefix;
        this.bits = bits;
        this.text = text;
    }

    /**
     * Reads a range.
     *
     * @param cidr such as {@code 10.0.0.0/8}, {@code fd00::/8}, or one address
     * @return the range
     * @throws IllegalArgumentException if it is none; the message says what is accepted
     */
    public static AddressRange parse(String cidr) {
        int slash = cidr.indexOf('/');
        String address = slash < 0 ? cidr : cidr.substring(0, slash);
        try {
            if (!LITERAL.matcher(address).matches()) {
                throw new UnknownHostException(address);
            }
            byte[] prefix = InetAddress.getByName(address).getAddress();
            int bits = slash < 0 ? prefix.length * 8 : Integer.parseInt(cidr.substring(slash + 1));
            if (bits < 0 || bits > prefix.length * 8) {
                throw new NumberFormatException("prefix length");
            }
            return new AddressRange(prefix, bits, cidr);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "not a range of addresses such as 10.0.0.0/8 or fd00::/8: " + cidr, e);
        }
    }

    /**
     * Whether an address lies in the range.
     *
     * @param address any
     * @return false if it is of the other IP version
     */
    public boolean contains(InetAddress address) {
        byte[] octets = address.getAddress();
        if (octets.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >>> (bit % 8);
            if (((octets[bit / 8] ^ prefix[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
