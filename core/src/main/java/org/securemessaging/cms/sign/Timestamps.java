package org.securemessaging.cms.sign;

/** An authority that says when a signature was there (RFC 3161). Thread safe. */
@FunctionalInterface
public interface Timestamps {
    /**
     * Has a signature stamped.
     *
     * @param signature the signature value
     * @return the TimeStampToken, a ContentInfo in DER, whose imprint is of these octets
     * @throws SigningUnavailableException if the authority can't be reached, or refuses
     */
    byte[] stamp(byte[] signature);
}
