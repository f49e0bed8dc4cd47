package org.securemessaging.directory.publication;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.SmimeProfile;
import org.securemessaging.trust.TestCa;

/** People with certificates, as of {@link TestCa#NOW}. */
final class People {
    static final Clock CLOCK = Clock.fixed(TestCa.NOW, ZoneOffset.UTC);
    static final CertificateJudge EXPIRY = CertificateJudge.expiry(CLOCK);

    final TestCa ca = new TestCa("CN=People CA,O=Example");

    TestCa.Issue issue(String name, String address) {
        return ca.issue(new TestCa("CN=" + name))
                .with(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.rfc822Name, address)));
    }

    Certificate certificate(String name, String address) {
        return issue(name, address).sign();
    }

    Certificate expired(String name, String address) {
        Instant past = TestCa.NOW.minus(Duration.ofDays(2));
        return issue(name, address).valid(past.minus(Duration.ofDays(300)), past).sign();
    }

    static SmimeProfile profile(Certificate certificate) {
        return SmimeProfile.of(certificate);
    }

    static PersonAddress address(String text) {
        return PersonAddress.parse(text).orElseThrow();
    }
}
