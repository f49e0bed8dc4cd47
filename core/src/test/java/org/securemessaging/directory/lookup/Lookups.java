package org.securemessaging.directory.lookup;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.cms.CmsLimits;
import org.securemessaging.cms.EncryptionKeyStrength;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.cms.SmimeCertificateReader;
import org.securemessaging.cms.encrypt.TrialEncryption;
import org.securemessaging.result.Finding;
import org.securemessaging.revocation.Crl;
import org.securemessaging.revocation.CrlCollection;
import org.securemessaging.revocation.RevocationChecker;
import org.securemessaging.revocation.RevocationRules;
import org.securemessaging.trust.BuildingPathValidator;
import org.securemessaging.trust.PathQuery;
import org.securemessaging.trust.PathRules;
import org.securemessaging.trust.RevocationMode;
import org.securemessaging.trust.TestCa;
import org.securemessaging.trust.TrustAnchors;
import org.securemessaging.trust.list.CurrentTrustList;
import org.securemessaging.trust.list.TrustList;

/** A CA, its people, and somebody who chooses among their certificates. */
final class Lookups {
    static final TestCa CA = new TestCa("CN=Example CA,O=Example");
    static final Certificate ROOT = CA.selfSigned();
    static final Clock CLOCK = Clock.fixed(TestCa.NOW, ZoneOffset.UTC);

    private Lookups() {}

    static MailAddress address(String text) {
        return MailAddress.parse(text).orElseThrow();
    }

    /** A certificate for an address, valid since some days, for a year. */
    static Certificate certificate(String address, int daysOld) {
        return issue(CA, address, daysOld).sign();
    }

    /** A certificate that expired yesterday. */
    static Certificate expired(String address) {
        return issue(CA, address, 1)
                .valid(TestCa.NOW.minus(Duration.ofDays(700)), TestCa.NOW.minus(Duration.ofDays(1)))
                .sign();
    }

    static TestCa.Issue issue(TestCa issuer, String address, int daysOld) {
        return issuer.issue(new TestCa("CN=Somebody,O=Example"))
                .with(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.rfc822Name, address)))
                .valid(
                        TestCa.NOW.minus(Duration.ofDays(daysOld)),
                        TestCa.NOW.plus(Duration.ofDays(365 - daysOld)));
    }

    /** Trusts the CA; without CRLs, revocation is off. */
    static CertificateChooser chooser(Crl... crls) {
        return chooser(crls.length == 0 ? RevocationMode.OFF : RevocationMode.REQUIRE, crls);
    }

    static CertificateChooser chooser(RevocationMode mode, Crl... crls) {
        BuildingPathValidator paths =
                new BuildingPathValidator(
                        TrustAnchors.of(List.of(ROOT)),
                        TrustAnchors.of(List.of()),
                        CurrentTrustList.of(TrustList.EMPTY),
                        new SignatureChecker(TestCa.BC, AlgorithmPolicy.defaults()),
                        new RevocationChecker(
                                List.of(new CrlCollection(List.of(crls))),
                                RevocationRules.DEFAULT,
                                CLOCK),
                        PathRules.DEFAULT,
                        List.of());
        return new CertificateChooser(
                paths,
                () -> PathQuery.at(TestCa.NOW, mode),
                new EncryptionKeyStrength(AlgorithmPolicy.defaults()),
                new TrialEncryption(TestCa.BC),
                CLOCK);
    }

    static EntryCertificates entries() {
        return new EntryCertificates(smimeReader());
    }

    static SmimeCertificateReader smimeReader() {
        return new SmimeCertificateReader(
                AlgorithmPolicy.defaults(), CmsLimits.defaults(), TestCa.BC);
    }

    static LookupSource source(String name, Certificate... certificates) {
        return new LookupSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public AddressRule addressRule() {
                return AddressRule.REQUIRED;
            }

            @Override
            public Answer find(SearchAddress address) {
                return new Answer(
                        Arrays.stream(certificates).map(each -> Candidate.of(each, name)).toList(),
                        List.of());
            }
        };
    }

    /** The codes of what speaks against one of the rejected. */
    static List<String> reasons(List<RejectedCandidate> rejected, Certificate certificate) {
        return rejected.stream()
                .filter(each -> each.candidate().certificate().equals(certificate))
                .flatMap(each -> each.findings().stream())
                .map(Finding::reason)
                .map(reason -> reason.code())
                .collect(Collectors.toList());
    }

    static byte[] encoded(org.bouncycastle.util.Encodable value) {
        try {
            return value.getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
