package org.securemessaging.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.securemessaging.trust.TestCa;

final class MailAddressesTest {
    private final TestCa ca = new TestCa("CN=Root");

    @Test
    void ofShouldReadEveryKindOfAddress() {
        OtherName mailbox =
                new OtherName(SmtpUtf8Mailboxes.OID, new DERUTF8String("ü@example.org"));
        Certificate certificate =
                ca.issue(new TestCa("CN=Person,E=legacy@example.org"))
                        .with(
                                Extension.subjectAlternativeName,
                                false,
                                new GeneralNames(
                                        new GeneralName[] {
                                            new GeneralName(
                                                    GeneralName.rfc822Name, "a@example.org"),
                                            new GeneralName(GeneralName.dNSName, "example.org"),
                                            new GeneralName(GeneralName.otherName, mailbox)
                                        }))
                        .sign();

        assertThat(MailAddresses.of(certificate))
                .isEqualTo(
                        new MailAddresses(
                                List.of("a@example.org"),
                                List.of("ü@example.org"),
                                List.of("legacy@example.org")));
        assertThat(MailAddresses.of(certificate).all())
                .containsExactly("a@example.org", "ü@example.org", "legacy@example.org");
    }

    @Test
    void ofShouldReadNothingFromAMalformedExtension() {
        Certificate certificate =
                ca.issue(new TestCa("CN=Person"))
                        .with(
                                Extension.subjectAlternativeName,
                                false,
                                new DERUTF8String("a@example.org"))
                        .sign();

        assertThat(MailAddresses.of(certificate).all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a@example.org,a@example.org,true",
        "a@example.org,A@EXAMPLE.ORG,true",
        "a@example.org,b@example.org,false",
        "a@example.org,a@example.com,false",
        "a@example.org,a@sub.example.org,false",
        "a@example.org,example.org,false",
        "a@example.org,@example.org,false",
        "a@example.org,a@,false",
        "k@example.org,\u212a@example.org,false",
        "a@xn--exmple-cua.org,a@exämple.org,true",
        "a@exämple.org,a@xn--exmple-cua.org,true",
        "a@EXÄMPLE.org,a@xn--exmple-cua.org,true",
        "a@strasse.example,a@straße.example,false",
        "ü@example.org,ü@example.org,true",
        "ü@example.org,Ü@example.org,false"
    })
    void matchesShouldCompareAsMailDoes(String written, String wanted, boolean same) {
        MailAddresses addresses = new MailAddresses(List.of(), List.of(written), List.of());

        assertThat(addresses.matches(wanted)).isEqualTo(same);
    }
}
