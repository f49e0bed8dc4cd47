package org.securemessaging.cms;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateExtensions;
import org.securemessaging.certificate.NameKey;

/** Finds the certificates that a signer identifier means, never merely the first at hand. */
final class SignerCertificates {
    private final List<Certificate> message;
    private final CertificateSource source;

    /** The message's own certificates come before those of the source. */
    SignerCertificates(List<Certificate> message, CertificateSource source) {
        this.message = message;
        this.source = source;
    }

    /** All that fit, without doubles. */
    List<Certificate> find(SignerId signer) {
        Set<Certificate> known = new LinkedHashSet<>(message);
        known.addAll(source.candidates(signer));
        if (signer instanceof SignerId.IssuerAndSerial issuerAndSerial) {
            NameKey issuer = NameKey.of(issuerAndSerial.issuer());
            return filter(
                    known,
                    certificate ->
                            certificate.serialNumber().equals(issuerAndSerial.serialNumber())
                                    && NameKey.of(certificate.issuer()).equals(issuer));
        }
        return byKeyIdentifier(known, ((SignerId.KeyIdentifier) signer).hex());
    }

    private static List<Certificate> byKeyIdentifier(Set<Certificate> known, String hex) {
        List<Certificate> named =
                filter(
                        known,
                        certificate -> extension(certificate).filter(hex::equals).isPresent());
        if (!named.isEmpty()) {
            return named;
        }
        // RFC 5280 §4.2.1.2 (1) is how most identifiers are made, but nothing says that this one
        // was: so it counts only where it leaves no choice.
        List<Certificate> derived =
                filter(
                        known,
                        certificate ->
                                extension(certificate).isEmpty()
                                        && keyHash(certificate).equals(hex));
        return derived.size() == 1 ? derived : List.of();
    }

    private static List<Certificate> filter(
            Set<Certificate> known, Predicate<Certificate> condition) {
        return known.stream().filter(certificate -> fits(certificate, condition)).toList();
    }

    private static boolean fits(Certificate certificate, Predicate<Certificate> condition) {
        try {
            return condition.test(certificate);
        } catch (RuntimeException e) {
            // A name or extension that can't be read identifies nobody; Bouncy Castle answers
            // malformed ASN.1 with many kinds of unchecked exception.
            return false;
        }
    }

    private static Optional<String> extension(Certificate certificate) {
        return CertificateExtensions.of(certificate)
                .subjectKeyIdentifier()
                .map(HexFormat.of()::formatHex);
    }

    private static String keyHash(Certificate certificate) {
        try {
            byte[] key =
                    certificate.holder().getSubjectPublicKeyInfo().getPublicKeyData().getBytes();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
