package org.securemessaging.trust;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.securemessaging.certificate.Certificate;

/**
 * A path in the making: the anchor, two to four intermediates and a person, valid until a {@link
 * Mutation} changes it. Keys come from a fixed stock, since making them costs more than all else.
 */
final class GeneratedPath {
    private static final List<KeyPair> KEYS = keys(24);

    final Random random;
    final TestCa anchor;
    final GeneratedLink anchorLink;
    final List<GeneratedLink> links = new ArrayList<>();
    final List<Certificate> others = new ArrayList<>();
    final Set<GeneratedLink> missing = new HashSet<>();
    PolicyInputs inputs = PolicyInputs.ANY;
    private final Map<X500Name, GeneratedCrl> crls = new HashMap<>();
    private int nextKey;

    /** What a CA's CRLs have in common. */
    static final class GeneratedCrl {
        final List<Consumer<TestCa.Revoke>> changes = new ArrayList<>();
        final List<GeneratedLink> revoked = new ArrayList<>();
        final List<Certificate> revokedToo = new ArrayList<>();
        Instant revokedAt = TestCa.NOW.minus(Duration.ofDays(2));
        int reason = 1;
        boolean absent;
        boolean forged;
    }

    GeneratedPath(Random random) {
        this.random = random;
        this.nextKey = random.nextInt(KEYS.size());
        this.anchor = newCa("O=Generated,CN=Anchor");
        this.anchorLink = GeneratedLink.ca(anchor, anchor);
        int intermediates = 2 + random.nextInt(3);
        for (int i = 1; i <= intermediates; i++) {
            links.add(GeneratedLink.ca(newCa("O=Generated,CN=CA " + i), last()));
        }
        GeneratedLink person = new GeneratedLink(newCa("O=Generated,CN=Person"), last());
        person.alternativeName = Optional.of(email("person@inside.example"));
        links.add(person);
    }

    TestCa newCa(String name) {
        return new TestCa(new X500Name(name), newKeys());
    }

    KeyPair newKeys() {
        return KEYS.get(nextKey++ % KEYS.size());
    }

    GeneratedLink target() {
        return links.get(links.size() - 1);
    }

    List<GeneratedLink> cas() {
        return links.subList(0, links.size() - 1);
    }

    GeneratedLink someCa() {
        return cas().get(random.nextInt(cas().size()));
    }

    GeneratedLink some() {
        return links.get(random.nextInt(links.size()));
    }

    TestCa issuerOf(GeneratedLink link) {
        int index = links.indexOf(link);
        return index == 0 ? anchor : links.get(index - 1).subject;
    }

    /** What is to be said of the CRLs of a link's issuer. */
    GeneratedCrl crlFor(GeneratedLink link) {
        return crls.computeIfAbsent(issuerOf(link).name(), name -> new GeneratedCrl());
    }

    /** Puts a CA between others; those below it stay as they are. */
    void insert(int index, TestCa ca) {
        links.add(index, GeneratedLink.ca(ca, index == 0 ? anchor : links.get(index - 1).subject));
        GeneratedLink below = links.get(index + 1);
        GeneratedLink renewed =
                below == target()
                        ? new GeneratedLink(below.subject, ca)
                        : GeneratedLink.ca(below.subject, ca);
        renewed.alternativeName = below.alternativeName;
        links.set(index + 1, renewed);
    }

    /** How many CA certificates that count for a path length come behind one. */
    int countedBelow(GeneratedLink ca) {
        int index = links.indexOf(ca);
        return (int)
                links.subList(index + 1, links.size() - 1).stream()
                        .filter(link -> !link.selfIssued)
                        .count();
    }

    void policies(String... oids) {
        links.forEach(link -> link.policies = new ArrayList<>(List.of(oids)));
    }

    void explicitly(String... acceptable) {
        inputs = new PolicyInputs(Set.of(acceptable), true, false, false);
    }

    static GeneralName email(String address) {
        return new GeneralName(GeneralName.rfc822Name, address);
    }

    /** Signs everything. */
    Signed sign() {
        List<Certificate> pool = new ArrayList<>(others);
        Map<GeneratedLink, Certificate> signed = new HashMap<>();
        for (GeneratedLink link : links) {
            signed.put(link, link.sign(issuerOf(link)));
        }
        cas().stream()
                .filter(link -> !missing.contains(link))
                .forEach(link -> pool.add(signed.get(link)));
        Collections.shuffle(pool, random);
        return new Signed(
                anchorLink.sign(anchor), signed.get(target()), pool, crls(signed), inputs);
    }

    /** What is asked of all engines. */
    record Signed(
            Certificate anchor,
            Certificate target,
            List<Certificate> pool,
            List<byte[]> crls,
            PolicyInputs inputs) {}

    private List<byte[]> crls(Map<GeneratedLink, Certificate> signed) {
        List<byte[]> encoded = new ArrayList<>();
        for (GeneratedLink link : links) {
            GeneratedCrl crl = crlFor(link);
            if (!crl.absent) {
                encoded.add(crl(crl, issuerOf(link), signed));
            }
        }
        return encoded;
    }

    private byte[] crl(GeneratedCrl plan, TestCa issuer, Map<GeneratedLink, Certificate> signed) {
        TestCa signer = plan.forged ? new TestCa(issuer.name(), newKeys()) : issuer;
        TestCa.Revoke crl =
                signer.crl()
                        .number(1)
                        .with(
                                Extension.authorityKeyIdentifier,
                                false,
                                new AuthorityKeyIdentifier(GeneratedLink.keyIdentifier(issuer)));
        plan.changes.forEach(change -> change.accept(crl));
        plan.revoked.forEach(link -> crl.revoke(signed.get(link), plan.revokedAt, plan.reason));
        plan.revokedToo.forEach(other -> crl.revoke(other, plan.revokedAt, plan.reason));
        return crl.encoded();
    }

    private TestCa last() {
        return links.isEmpty() ? anchor : target().subject;
    }

    private static List<KeyPair> keys(int count) {
        List<KeyPair> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(TestCa.newKeys());
        }
        return keys;
    }
}
