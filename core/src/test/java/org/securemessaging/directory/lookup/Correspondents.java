package org.securemessaging.directory.lookup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.SmimeCapabilities;
import org.securemessaging.cms.decrypt.HeldKey;
import org.securemessaging.cms.decrypt.KeyRing;
import org.securemessaging.cms.decrypt.RecipientId;
import org.securemessaging.directory.ldap.DirectoryUnavailableException;
import org.securemessaging.trust.RevocationMode;
import org.securemessaging.trust.TestCa;

/**
 * People at rec.example in every state that a certificate can be in, found through the real choice
 * of certificates, and their keys. Not thread safe while people are added.
 */
public final class Correspondents implements CertificateDirectory {
    private static final Duration DAY = Duration.ofDays(1);

    private final Map<MailAddress, List<Candidate>> known = new LinkedHashMap<>();
    private final Map<Certificate, TestCa> keys = new LinkedHashMap<>();
    private final Map<MailAddress, List<Certificate>> own = new LinkedHashMap<>();
    private final List<Certificate> revoked = new ArrayList<>();
    private final AtomicInteger lookUps = new AtomicInteger();
    private Optional<CertificateDirectory> directory = Optional.empty();
    private boolean crlAway;
    private int answersBeforeOutage = Integer.MAX_VALUE;

    /**
     * Everyone: good, also, expired, revoked, untrusted, two (an old, a new and an expired
     * certificate), unusable (whose key is a point on no curve), older (as well, but with an older
     * certificate that is good); nobody else has a certificate, and away.example's directory is
     * away.
     */
    public static Correspondents everyone() {
        Correspondents all = new Correspondents();
        all.add("good@rec.example");
        all.add("also@rec.example");
        all.add("expired@rec.example", Lookups.CA, 700, -1);
        all.revoked.add(all.add("revoked@rec.example"));
        all.addUnusable("unusable@rec.example");
        all.add("older@rec.example", Lookups.CA, 300, 300);
        all.addUnusable("older@rec.example");
        all.add("untrusted@rec.example", new TestCa("CN=Stranger"), 100, 300);
        all.add("two@rec.example", Lookups.CA, 700, -1);
        all.add("two@rec.example", Lookups.CA, 300, 300);
        all.add("two@rec.example", Lookups.CA, 10, 300);
        return all;
    }

    /** Gives somebody a good certificate. */
    public Certificate add(String address) {
        return add(address, Lookups.CA, 100, 300);
    }

    /** Gives somebody a good certificate with a key that nothing can be encrypted to. */
    private void addUnusable(String address) {
        add(address, issue(address, new TestCa("CN=" + address), UnusableKeys.offTheCurve()));
    }

    private void add(String address, Certificate certificate) {
        add(address, certificate, Optional.empty());
    }

    private static Certificate issue(
            String address, TestCa subject, org.bouncycastle.asn1.x509.SubjectPublicKeyInfo key) {
        return Lookups.CA
                .issue(subject)
                .key(key)
                .with(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.rfc822Name, address)))
                .valid(TestCa.NOW.minus(DAY.multipliedBy(20)), TestCa.NOW.plus(DAY))
                .sign();
    }

    /** Gives somebody a certificate, valid since some days and for some more. */
    private Certificate add(String address, TestCa issuer, int daysOld, int daysLeft) {
        TestCa subject = new TestCa("CN=" + address);
        Certificate certificate =
                issuer.issue(subject)
                        .with(
                                Extension.subjectAlternativeName,
                                false,
                                new GeneralNames(new GeneralName(GeneralName.rfc822Name, address)))
                        .valid(
                                TestCa.NOW.minus(DAY.multipliedBy(daysOld)),
                                TestCa.NOW.plus(DAY.multipliedBy(daysLeft)))
                        .sign();
        keys.put(certificate, subject);
        add(address, certificate, Optional.empty());
        return certificate;
    }

    /** Gives somebody a good certificate, and says what their mail program can read. */
    public Certificate add(String address, SmimeCapabilities capabilities) {
        Certificate certificate = add(address);
        MailAddress key = Lookups.address(address);
        known.get(key).clear();
        add(address, certificate, Optional.of(capabilities));
        return certificate;
    }

    private void add(
            String address, Certificate certificate, Optional<SmimeCapabilities> capabilities) {
        MailAddress key = Lookups.address(address);
        known.computeIfAbsent(key, k -> new ArrayList<>())
                .add(new Candidate(certificate, capabilities, List.of(), "test"));
        own.computeIfAbsent(key, k -> new ArrayList<>()).add(certificate);
        directory = Optional.empty();
    }

    /** Lets somebody be found under a further address, which is not in their certificate. */
    public void alias(String alias, String address) {
        known.put(Lookups.address(alias), known.get(Lookups.address(address)));
    }

    /** Lets the directory go away after so many look-ups, or come back. */
    public void failAfter(int answers) {
        answersBeforeOutage = answers;
        lookUps.set(0);
    }

    /** Lets the CRL go away, so that the status of no certificate can be had. */
    public void loseCrl() {
        crlAway = true;
        directory = Optional.empty();
    }

    /** How often somebody was looked up. */
    public int lookUps() {
        return lookUps.get();
    }

    /** The newest certificate of somebody. */
    public Certificate certificate(String address) {
        List<Certificate> all = own.get(Lookups.address(address));
        return all.get(all.size() - 1);
    }

    /** The keys of somebody. */
    public KeyRing keysOf(String address) {
        return keys(own.getOrDefault(Lookups.address(address), List.of()));
    }

    private KeyRing keys(Collection<Certificate> certificates) {
        return id -> certificates.stream().filter(each -> names(id, each)).map(this::held).toList();
    }

    private static boolean names(RecipientId id, Certificate certificate) {
        return id instanceof RecipientId.IssuerAndSerial named
                && named.issuer().equals(certificate.holder().getIssuer())
                && named.serialNumber().equals(certificate.holder().getSerialNumber());
    }

    private HeldKey held(Certificate certificate) {
        return new HeldKey() {
            @Override
            public Certificate certificate() {
                return certificate;
            }

            @Override
            public CertifiedKey open() {
                return new CertifiedKey(
                        keys.get(certificate).keys().getPrivate(),
                        Optional.of(TestCa.BC),
                        certificate,
                        List.of());
            }
        };
    }

    @Override
    public LookUp lookUp(MailAddress address) {
        if (directory.isEmpty()) {
            directory = Optional.of(new SourcedDirectory(List.of(new People()), chooser()));
        }
        return directory.get().lookUp(address);
    }

    private CertificateChooser chooser() {
        TestCa.Revoke crl = Lookups.CA.crl();
        for (Certificate each : revoked) {
            crl = crl.revoke(each, TestCa.NOW.minus(Duration.ofHours(3)), CRLReason.keyCompromise);
        }
        return crlAway
                ? Lookups.chooser(RevocationMode.REQUIRE)
                : Lookups.chooser(RevocationMode.REQUIRE, crl.sign());
    }

    private final class People implements LookupSource {
        @Override
        public String name() {
            return "test";
        }

        @Override
        public AddressRule addressRule() {
            return AddressRule.OFF;
        }

        @Override
        public Answer find(SearchAddress address) {
            boolean away = address.address().domain().equals("away.example");
            if (lookUps.incrementAndGet() > answersBeforeOutage || away) {
                throw new DirectoryUnavailableException(
                        "the directory is down", new IllegalStateException());
            }
            return new Answer(known.getOrDefault(address.address(), List.of()), List.of());
        }
    }
}
