package org.securemessaging.cms;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.Certificate;

/**
 * What it takes to write to somebody securely: the certificate to encrypt to and what his mail
 * program can do, as a PKCS#7 without content. It is the value of {@code userSMIMECertificate} (RFC
 * 2798 §2.8), and travels with a mail. Immutable and thread safe.
 */
public final class SmimeProfile {
    private final byte[] encoded;
    private final Certificate encryption;
    private final List<Certificate> certificates;
    private final Optional<byte[]> capabilities;
    private final Optional<Instant> signingTime;

    SmimeProfile(
            byte[] encoded,
            Certificate encryption,
            List<Certificate> certificates,
            Optional<byte[]> capabilities,
            Optional<Instant> signingTime) {
        this.encoded = encoded;
        this.encryption = encryption;
        this.certificates = List.copyOf(certificates);
        this.capabilities = capabilities;
        this.signingTime = signingTime;
    }

    /**
     * A profile of certificates alone ("certs-only", RFC 8551 §3.8).
     *
     * @param encryption the certificate to encrypt to
     * @return the profile
     */
    public static SmimeProfile of(Certificate encryption) {
        return SmimeProfileWriter.certificatesOnly(encryption);
    }

    /**
     * Reads a profile. Nothing is verified.
     *
     * @param pkcs7 a SignedData; of several certificates the one that the signer prefers is taken,
     *     and without a signer the first that is no CA's
     * @return the profile
     * @throws CmsFormatException if it is none, or holds no certificate to encrypt to
     */
    public static SmimeProfile parse(byte[] pkcs7) {
        return SmimeProfileReader.read(pkcs7);
    }

    /**
     * The PKCS#7.
     *
     * @return a copy of the octets
     */
    public byte[] encoded() {
        return encoded.clone();
    }

    /**
     * The certificate to encrypt to.
     *
     * @return the certificate, which is not judged here
     */
    public Certificate encryption() {
        return encryption;
    }

    /**
     * All certificates in it.
     *
     * @return the certificates, that to encrypt to among them
     */
    public List<Certificate> certificates() {
        return certificates;
    }

    /**
     * What the mail program can do: SMIMECapabilities (RFC 8551 §2.5.2).
     *
     * @return a copy of the attribute value's DER, if there is one
     */
    public Optional<byte[]> capabilities() {
        return capabilities.map(byte[]::clone);
    }

    /**
     * When the signer says he signed.
     *
     * @return the time, if he says
     */
    public Optional<Instant> signingTime() {
        return signingTime;
    }

    /**
     * Whether another profile says the same: the same certificate, the same capabilities.
     *
     * @param other the other
     * @return true if one can stand for the other
     */
    public boolean saysTheSameAs(SmimeProfile other) {
        return encryption.equals(other.encryption)
                && Arrays.equals(
                        capabilities.orElse(new byte[0]), other.capabilities.orElse(new byte[0]));
    }
}
