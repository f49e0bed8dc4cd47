package org.securemessaging.revocation;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;

/** Parses a small part of a large structure. */
final class Der {
    private Der() {}

    /** The first element of a range. */
    static ASN1Primitive parse(byte[] octets, int start, int end) {
        try (ASN1InputStream in = new ASN1InputStream(Arrays.copyOfRange(octets, start, end))) {
            ASN1Primitive first = in.readObject();
            if (first == null) {
                throw new CrlFormatException("nothing where an element belongs", null);
            }
            return first;
        } catch (IOException e) {
            throw new CrlFormatException("malformed ASN.1: " + e.getMessage(), e);
        }
    }
}
