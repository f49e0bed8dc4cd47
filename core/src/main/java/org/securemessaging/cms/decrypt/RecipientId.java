package org.securemessaging.cms.decrypt;

import java.math.BigInteger;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * How a RecipientInfo names the key that it is for (RFC 5652 §6.2). Immutable and thread safe.
 * {@code toString} is fit for an administrator's terminal, not for a header field.
 */
public sealed interface RecipientId {
    /**
     * By the certificate's issuer and serial number.
     *
     * @param issuer the issuer's name
     * @param serialNumber the serial number
     */
    record IssuerAndSerial(X500Name issuer, BigInteger serialNumber) implements RecipientId {
        @Override
        public String toString() {
            return "serial " + serialNumber.toString(16) + " of " + issuer;
        }
    }

    /**
     * By the certificate's subject key identifier.
     *
     * @param hex the identifier's octets, two lower-case digits each
     */
    record KeyIdentifier(String hex) implements RecipientId {
        /**
         * Takes octets.
         *
         * @param octets the identifier
         * @return the same in digits
         */
        public static KeyIdentifier of(byte[] octets) {
            return new KeyIdentifier(HexFormat.of().formatHex(octets));
        }

        @Override
        public String toString() {
            return "key identifier " + hex;
        }
    }

    /**
     * By the name of a key that both sides have (RFC 5652 §6.2.3).
     *
     * @param hex the identifier's octets, two lower-case digits each
     */
    record SharedKey(String hex) implements RecipientId {
        @Override
        public String toString() {
            return "shared key " + hex;
        }
    }

    /** By a password that both sides know (RFC 5652 §6.2.4). */
    record Password() implements RecipientId {
        @Override
        public String toString() {
            return "password";
        }
    }

    /**
     * In a way that is not known here.
     *
     * @param kind what it is, such as an object identifier
     */
    record Unknown(String kind) implements RecipientId {
        @Override
        public String toString() {
            return "unknown kind " + kind;
        }
    }
}
