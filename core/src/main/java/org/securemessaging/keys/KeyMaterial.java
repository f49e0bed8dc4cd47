package org.securemessaging.keys;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.NameKey;

/**
 * What a file with keys holds, not yet put together. Not kept longer than it takes to do that.
 *
 * @param keys the private keys
 * @param certificates all certificates, in the order of the file
 */
record KeyMaterial(List<PrivateKeyInfo> keys, List<Certificate> certificates) {
    /** No path is longer; a loop of cross certificates would be. */
    private static final int LONGEST_CHAIN = 10;

    KeyMaterial {
        keys = List.copyOf(keys);
        certificates = List.copyOf(certificates);
    }

    /**
     * A certificate of one of the keys.
     *
     * @param key the private key
     * @param certificate one of its certificates; a renewed one makes another pair
     * @param chain certificates above it
     */
    record Pair(PrivateKeyInfo key, Certificate certificate, List<Certificate> chain) {
        Pair {
            chain = List.copyOf(chain);
        }
    }

    /** The keys with their certificates. */
    List<Pair> pairs() {
        Map<String, PrivateKeyInfo> byHalf = new HashMap<>();
        keys.forEach(key -> PublicHalf.of(key).ifPresent(half -> byHalf.put(half, key)));
        List<Pair> pairs = new ArrayList<>();
        for (Certificate certificate : certificates) {
            PublicHalf.of(certificate)
                    .map(byHalf::get)
                    .or(() -> tried(certificate))
                    .ifPresent(key -> pairs.add(new Pair(key, certificate, above(certificate))));
        }
        return pairs;
    }

    private Optional<PrivateKeyInfo> tried(Certificate certificate) {
        return keys.stream().filter(key -> EncapsulationTrial.fits(key, certificate)).findFirst();
    }

    /** How many of the keys have no certificate here. */
    long unpaired() {
        List<PrivateKeyInfo> paired = pairs().stream().map(Pair::key).toList();
        return keys.stream().filter(key -> !paired.contains(key)).count();
    }

    private List<Certificate> above(Certificate certificate) {
        List<Certificate> chain = new ArrayList<>();
        Optional<Certificate> next = issuerOf(certificate);
        while (next.isPresent() && !chain.contains(next.get()) && chain.size() < LONGEST_CHAIN) {
            chain.add(next.get());
            next = issuerOf(next.get());
        }
        return chain;
    }

    private Optional<Certificate> issuerOf(Certificate certificate) {
        NameKey issuer = NameKey.of(certificate.issuer());
        if (issuer.equals(NameKey.of(certificate.subject()))) {
            return Optional.empty();
        }
        return certificates.stream()
                .filter(candidate -> NameKey.of(candidate.subject()).equals(issuer))
                .findFirst();
    }
}
