package org.securemessaging.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * An X.509 certificate (RFC 5280 §4) as the octets that arrived and as the structure they hold.
 *
 * <p>Two certificates are equal if their octets are. Parsing checks the outer structure only; what
 * an extension says is read, and judged, by those that need it. Immutable and thread safe.
 */
public final class Certificate {
    private final byte[] encoded;
    private final X509CertificateHolder holder;
    private final String sha256;
    private final Instant notBefore;
    private final Instant notAfter;

    private Certificate(byte[] encoded, X509CertificateHolder holder) {
        this.encoded = encoded;
        this.holder = holder;
        this.sha256 = thumbprint(encoded);
        // Bouncy Castle reads names and times late: what can't be read shall fail here.
        NameKey.of(holder.getSubject());
        NameKey.of(holder.getIssuer());
        this.notBefore = holder.getNotBefore().toInstant();
        this.notAfter = holder.getNotAfter().toInstant();
    }

    /**
     * Parses a certificate.
     *
     * @param der the DER octets; copied
     * @return the certificate
     * @throws CertificateFormatException if the octets are no certificate
     */
    public static Certificate parse(byte[] der) {
        try {
            return new Certificate(der.clone(), new X509CertificateHolder(der));
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new CertificateFormatException("not an X.509 certificate: " + e.getMessage(), e);
        }
    }

    /**
     * The DER octets.
     *
     * @return a copy
     */
    public byte[] encoded() {
        return encoded.clone();
    }

    /**
     * The octets that the issuer's signature is over, as they arrived.
     *
     * @return a copy of the TBSCertificate's DER
     * @throws CertificateFormatException if the octets are BER that is not DER
     */
    public byte[] signedOctets() {
        DerCursor outer = new DerCursor(encoded, 0, encoded.length);
        outer.next();
        DerCursor inner = outer.content();
        inner.next();
        return Arrays.copyOfRange(encoded, outer.contentStart(), inner.contentEnd());
    }

    /**
     * The issuer's signature value.
     *
     * @return a copy; no octets, which no key verifies, if it is not made of whole octets
     */
    public byte[] signature() {
        ASN1BitString value = holder.toASN1Structure().getSignature();
        return value.getPadBits() == 0 ? value.getOctets() : new byte[0];
    }

    /**
     * The parsed structure.
     *
     * @return Bouncy Castle's holder, itself immutable
     */
    public X509CertificateHolder holder() {
        return holder;
    }

    /**
     * The subject's name.
     *
     * @return the name, which may be empty
     */
    public X500Name subject() {
        return holder.getSubject();
    }

    /**
     * The issuer's name.
     *
     * @return the name
     */
    public X500Name issuer() {
        return holder.getIssuer();
    }

    /**
     * The serial number.
     *
     * @return the number as encoded, even if it is negative or zero
     */
    public BigInteger serialNumber() {
        return holder.getSerialNumber();
    }

    /**
     * The first moment at which it is valid.
     *
     * @return the time
     */
    public Instant notBefore() {
        return notBefore;
    }

    /**
     * The last second in which it is valid.
     *
     * @return the time
     */
    public Instant notAfter() {
        return notAfter;
    }

    /**
     * The SHA-256 thumbprint.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public String sha256() {
        return sha256;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Certificate that && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    /** The subject and the thumbprint, for logs. */
    @Override
    public String toString() {
        return subject() + " [" + sha256 + "]";
    }

    private static String thumbprint(byte[] encoded) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
