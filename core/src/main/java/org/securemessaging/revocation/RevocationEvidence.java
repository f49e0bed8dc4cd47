package org.securemessaging.revocation;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;

/**
 * What a revocation status rests on: signed octets that somebody else can judge again years later.
 * Immutable and thread safe.
 */
public sealed interface RevocationEvidence {
    /**
     * The SHA-256 digest of its octets.
     *
     * @return 64 lower-case hexadecimal digits
     */
    String sha256();

    /**
     * How many octets it has.
     *
     * @return the number
     */
    int length();

    /**
     * Its octets, however large, without a copy of them.
     *
     * @return a new stream over the DER
     */
    InputStream open();

    /**
     * Where it was had.
     *
     * @return empty if it came with the message
     */
    Optional<Provenance> provenance();

    /**
     * A CRL, complete or a delta.
     *
     * @param crl the CRL
     */
    record OfCrl(Crl crl) implements RevocationEvidence {
        @Override
        public String sha256() {
            return crl.sha256();
        }

        @Override
        public int length() {
            return crl.length();
        }

        @Override
        public InputStream open() {
            return crl.open();
        }

        @Override
        public Optional<Provenance> provenance() {
            return crl.provenance();
        }
    }

    /**
     * An OCSP response.
     *
     * @param response the response
     */
    record OfResponse(OcspResponse response) implements RevocationEvidence {
        @Override
        public String sha256() {
            return response.sha256();
        }

        @Override
        public int length() {
            return response.encoded().length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(response.encoded());
        }

        @Override
        public Optional<Provenance> provenance() {
            return response.provenance();
        }
    }
}
