package org.securemessaging.revocation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.securemessaging.certificate.Certificate;

/**
 * How OCSP names a certificate: by its issuer's name and key, both hashed, and its serial number
 * (RFC 6960 §4.1.1). Immutable and thread safe.
 */
final class CertificateId {
    private final Certificate certificate;
    private final Certificate issuer;

    CertificateId(Certificate certificate, Certificate issuer) {
        this.certificate = certificate;
        this.issuer = issuer;
    }

    /**
     * The identifier to ask with.
     *
     * @param digest the digest's object identifier, one that every Java platform has
     */
    CertID with(ASN1ObjectIdentifier digest) {
        byte[] name = hash(digest, name()).orElseThrow(() -> missing(digest));
        byte[] key = hash(digest, key()).orElseThrow(() -> missing(digest));
        return new CertID(
                new AlgorithmIdentifier(digest, DERNull.INSTANCE),
                new DEROctetString(name),
                new DEROctetString(key),
                new ASN1Integer(certificate.serialNumber()));
    }

    /** Whether an answer's identifier, made with whatever digest, is this certificate's. */
    boolean is(CertID other) {
        ASN1ObjectIdentifier digest = other.getHashAlgorithm().getAlgorithm();
        return other.getSerialNumber().getValue().equals(certificate.serialNumber())
                && same(hash(digest, name()), other.getIssuerNameHash().getOctets())
                && same(hash(digest, key()), other.getIssuerKeyHash().getOctets());
    }

    private byte[] name() {
        try {
            return certificate.issuer().getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException("a name in memory can't fail to be encoded", e);
        }
    }

    private byte[] key() {
        return issuer.holder().getSubjectPublicKeyInfo().getPublicKeyData().getBytes();
    }

    private static boolean same(Optional<byte[]> own, byte[] other) {
        return own.filter(octets -> Arrays.equals(octets, other)).isPresent();
    }

    private static Optional<byte[]> hash(ASN1ObjectIdentifier digest, byte[] octets) {
        try {
            return Optional.of(MessageDigest.getInstance(digest.getId()).digest(octets));
        } catch (NoSuchAlgorithmException e) {
            return Optional.empty(); // A stranger chose it: an identifier that is not ours.
        }
    }

    private static IllegalArgumentException missing(ASN1ObjectIdentifier digest) {
        return new IllegalArgumentException("no such digest on this platform: " + digest);
    }
}
