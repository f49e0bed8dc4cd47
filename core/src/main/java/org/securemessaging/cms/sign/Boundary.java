package org.securemessaging.cms.sign;

import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * Makes boundaries. 160 random bits can't be foreseen, so no content holds them by intent, and by
 * chance none does; {@code =_} occurs in no base64 and no quoted-printable (RFC 2045 §6.7).
 */
final class Boundary {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BITS = 160;

    private Boundary() {}

    static String random() {
        return "----=_" + new BigInteger(BITS, RANDOM).toString(Character.MAX_RADIX);
    }
}
