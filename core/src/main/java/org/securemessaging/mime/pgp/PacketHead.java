package org.securemessaging.mime.pgp;

import java.io.IOException;
import java.io.InputStream;

/**
 * The header of an OpenPGP packet (RFC 9580 §4.2), in the old format or the new one.
 *
 * @param tag what the packet is
 * @param kind how its length is said
 * @param length octets of the body, or of its next part; of no meaning if it goes to the end
 */
record PacketHead(int tag, Length kind, long length) {
    /** How far a packet goes. */
    enum Length {
        WHOLE,
        PARTIAL,
        TO_THE_END
    }

    private static final int IS_PACKET = 0x80;
    private static final int NEW_FORMAT = 0x40;
    private static final int ONE_OCTET = 192;
    private static final int TWO_OCTETS = 224;
    private static final int FOUR_OCTETS = 255;

    static PacketHead read(InputStream in) throws IOException {
        int first = octet(in);
        if ((first & IS_PACKET) == 0) {
            throw new PgpFormatException("no packet");
        }
        if ((first & NEW_FORMAT) != 0) {
            return next(in, first & 0x3F);
        }
        int lengthType = first & 3;
        int tag = (first >> 2) & 0xF;
        return lengthType == 3
                ? new PacketHead(tag, Length.TO_THE_END, 0)
                : new PacketHead(tag, Length.WHOLE, number(in, 1 << lengthType));
    }

    /** A length in the new format: of a packet, or of its part behind a partial one. */
    static PacketHead next(InputStream in, int tag) throws IOException {
        int first = octet(in);
        if (first < ONE_OCTET) {
            return new PacketHead(tag, Length.WHOLE, first);
        } else if (first < TWO_OCTETS) {
            return new PacketHead(
                    tag, Length.WHOLE, ((first - ONE_OCTET) << Byte.SIZE) + octet(in) + ONE_OCTET);
        } else if (first < FOUR_OCTETS) {
            return new PacketHead(tag, Length.PARTIAL, 1L << (first & 0x1F));
        }
        return new PacketHead(tag, Length.WHOLE, number(in, 4));
    }

    private static long number(InputStream in, int octets) throws IOException {
        long number = 0;
        for (int i = 0; i < octets; i++) {
            number = number << Byte.SIZE | octet(in);
        }
        return number;
    }

    private static int octet(InputStream in) throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new PgpFormatException("a packet is cut");
        }
        return octet;
    }
}
