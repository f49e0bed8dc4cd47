package org.securemessaging.keys;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateExtensions;
import org.securemessaging.certificate.CertificateFormatException;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.certificate.MailAddresses;
import org.securemessaging.certificate.NameKey;
import org.securemessaging.cms.decrypt.RecipientId;

/** The keys of one place, found by what mail and messages say. Immutable and thread safe. */
final class KeyIndex {
    private record Serial(NameKey issuer, BigInteger number) {}

    private final List<StoredKey> keys;
    private final Map<MailAddress, List<StoredKey>> byAddress = new HashMap<>();
    private final Map<String, List<StoredKey>> byThumbprint = new HashMap<>();
    private final Map<Serial, List<StoredKey>> bySerial = new HashMap<>();
    private final Map<String, List<StoredKey>> byKeyIdentifier = new HashMap<>();

    KeyIndex(List<StoredKey> keys) {
        this.keys = keys;
        keys.forEach(this::add);
    }

    /** Whether it is the index of exactly this list. */
    boolean isOf(List<StoredKey> others) {
        return keys == others;
    }

    List<StoredKey> all() {
        return keys;
    }

    List<StoredKey> byAddress(MailAddress address) {
        return byAddress.getOrDefault(address, List.of());
    }

    List<StoredKey> byTarget(KeyAliases.Target target) {
        if (target instanceof KeyAliases.Target.Address address) {
            return byAddress(address.address());
        }
        return byThumbprint.getOrDefault(
                ((KeyAliases.Target.Thumbprint) target).sha256(), List.of());
    }

    List<StoredKey> byRecipient(RecipientId recipient) {
        if (recipient instanceof RecipientId.IssuerAndSerial named) {
            return bySerial.getOrDefault(
                    new Serial(NameKey.of(named.issuer()), named.serialNumber()), List.of());
        }
        return recipient instanceof RecipientId.KeyIdentifier identifier
                ? byKeyIdentifier.getOrDefault(identifier.hex(), List.of())
                : List.of();
    }

    private void add(StoredKey key) {
        Certificate certificate = key.certificate();
        for (String written : MailAddresses.of(certificate).all()) {
            MailAddress.parse(written).ifPresent(address -> put(byAddress, address, key));
        }
        put(byThumbprint, certificate.sha256(), key);
        put(
                bySerial,
                new Serial(NameKey.of(certificate.issuer()), certificate.serialNumber()),
                key);
        identifiers(certificate).forEach(hex -> put(byKeyIdentifier, hex, key));
    }

    /** As the certificate says, and as RFC 5280 §4.2.1.2 (1) makes one of a key without it. */
    private static Set<String> identifiers(Certificate certificate) {
        Set<String> identifiers = new LinkedHashSet<>();
        try {
            CertificateExtensions.of(certificate)
                    .subjectKeyIdentifier()
                    .ifPresent(
                            octets -> identifiers.add(RecipientId.KeyIdentifier.of(octets).hex()));
        } catch (CertificateFormatException e) {
            // A sender that can't read it either makes one of the key.
        }
        byte[] key = certificate.holder().getSubjectPublicKeyInfo().getPublicKeyData().getBytes();
        identifiers.add(RecipientId.KeyIdentifier.of(sha1(key)).hex());
        return identifiers;
    }

    private static byte[] sha1(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(octets);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private static <K> void put(Map<K, List<StoredKey>> map, K name, StoredKey key) {
        List<StoredKey> others = map.computeIfAbsent(name, any -> new ArrayList<>());
        // An address may stand in a certificate twice, as alternative name and in the subject.
        if (others.isEmpty() || others.get(others.size() - 1) != key) {
            others.add(key);
        }
    }
}
