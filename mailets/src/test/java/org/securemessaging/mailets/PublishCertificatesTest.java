package org.securemessaging.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.mail.MessagingException;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.SmimeProfile;
import org.securemessaging.directory.publication.PersonAddress;
import org.securemessaging.pipeline.publication.CertificatePublisher;
import org.securemessaging.pipeline.report.ProfileAttribute;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.verification.LayerForm;
import org.securemessaging.verification.LayerReport;
import org.securemessaging.verification.SignerVerdict;
import org.securemessaging.verification.VerificationReport;

class PublishCertificatesTest {
    private static final String MESSAGE = "From: seed@example.org\r\n\r\nbody\r\n";

    /** CN=Seed, seed@example.org, made with openssl req. */
    private static final Certificate SEED =
            Certificate.parse(
                    Base64.getDecoder()
                            .decode(
                                    "MIIBkDCCATagAwIBAgIUOu6r4w1XVJB+iBiVQdP+tP4H1tYwCgYIKoZIzj0EAwIwDzENMAsG"
                                            + "A1UEAwwEU2VlZDAeFw0yNjExMjUxNjA4NDlaFw0zNjExMjIxNjA4NDlaMA8xDTALBgNVBAMM"
                                            + "BFNlZWQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASNCbTU21daDoIlGsEHnAYqbxvJRlY/"
                                            + "+oaxam40yM/+FdaN+HMGpwtUywsWB1runwQfLN8X/UH6cb5fgqIrIh2vo3AwbjAdBgNVHQ4E"
                                            + "FgQUGZdJL8dfELlOam/hRmbGpf7i5tswHwYDVR0jBBgwFoAUGZdJL8dfELlOam/hRmbGpf7i"
                                            + "5tswDwYDVR0TAQH/BAUwAwEB/zAbBgNVHREEFDASgRBzZWVkQGV4YW1wbGUub3JnMAoGCCqG"
                                            + "SM49BAMCA0gAMEUCIHT+xUMgzyGOeXIsEwyMjmn5z+5TZOLLA3mbQsvERLlOAiEA5PAP+Wb5"
                                            + "SgzojFWc1A/rlIW7AJE1oVxKWGc+rjyC3F4="));

    private final List<String> handedIn = new ArrayList<>();
    private final List<Mail> mails = new ArrayList<>();

    @AfterEach
    void disposeOfMails() {
        mails.forEach(LifecycleUtil::dispose);
    }

    @Test
    void serviceShouldHandInTheCertificateOfASignerWhoPassed() throws Exception {
        Mail mail = verified(SignatureResult.PASS, SignatureResult.PASS, "seed@example.org");

        mailet(this::take).service(mail);

        assertThat(handedIn).containsExactly("seed@example.org " + SEED.sha256());
        assertThat(TestMails.octets(mail)).isEqualTo(MESSAGE);
        assertThat(mail.getState()).isEqualTo("root");
        assertThat(mail.getRecipients()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(value = SignatureResult.class, names = "PASS", mode = EnumSource.Mode.EXCLUDE)
    void serviceShouldHandInNothingOfOthers(SignatureResult result) throws Exception {
        mailet(this::take).service(verified(result, SignatureResult.PASS, "seed@example.org"));
        mailet(this::take).service(verified(SignatureResult.PASS, result, "seed@example.org"));

        assertThat(handedIn).isEmpty();
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"*)(uid=*", "\"a b\"@example.org", "a\u0000@example.org"})
    void serviceShouldHandInNothingForAHostileAddress(String address) throws Exception {
        mailet(this::take).service(verified(SignatureResult.PASS, SignatureResult.PASS, address));

        assertThat(handedIn).isEmpty();
    }

    @Test
    void serviceShouldLetTheMailGoOnWhateverHappens() throws Exception {
        List<CertificatePublisher> publishers =
                List.of(
                        (address, profile) -> CertificatePublisher.Taken.FULL,
                        (address, profile) -> {
                            throw new UncheckedIOException(new java.io.IOException("disk full"));
                        },
                        (address, profile) -> {
                            throw new NoSuchMethodError("clash");
                        });
        for (CertificatePublisher publisher : publishers) {
            Mail mail = verified(SignatureResult.PASS, SignatureResult.PASS, "seed@example.org");

            mailet(publisher).service(mail);

            assertThat(mail.getState()).isEqualTo("root");
            assertThat(TestMails.octets(mail)).isEqualTo(MESSAGE);
        }
    }

    /** Matchers split mails, and queues write them down. */
    @Test
    void attributeShouldSurviveADuplicate() throws Exception {
        Mail mail = verified(SignatureResult.PASS, SignatureResult.PASS, "seed@example.org");
        Mail copy = MailImpl.duplicate(mail);
        mails.add(copy);

        mailet(this::take).service(copy);

        assertThat(handedIn).hasSize(1);
    }

    @Test
    void attributeShouldBeGoneAfterAnotherVerification() throws Exception {
        Mail mail = verified(SignatureResult.PASS, SignatureResult.PASS, "seed@example.org");
        ProfileAttribute.write(mail, TestMails.report(SignatureResult.NONE));

        mailet(this::take).service(mail);

        assertThat(handedIn).isEmpty();
    }

    @Test
    void initShouldRefuseParameters() {
        PublishCertificates mailet = new PublishCertificates(this::take);

        assertThatThrownBy(() -> mailet.init(TestMails.parameters("directory", "x")))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("there is no parameter directory");
    }

    private CertificatePublisher.Taken take(PersonAddress address, SmimeProfile profile) {
        handedIn.add(address + " " + profile.encryption().sha256());
        return CertificatePublisher.Taken.ACCEPTED;
    }

    private static PublishCertificates mailet(CertificatePublisher publisher) throws Exception {
        PublishCertificates mailet = new PublishCertificates(publisher);
        mailet.init(TestMails.parameters());
        return mailet;
    }

    private Mail verified(SignatureResult message, SignatureResult signer, String address)
            throws Exception {
        SignerVerdict verdict =
                new SignerVerdict(
                        signer,
                        List.of(),
                        Optional.of(SEED),
                        Optional.of(address),
                        "SHA-256",
                        "ECDSA with SHA-256",
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Optional.of(SmimeProfile.of(SEED)));
        LayerReport layer =
                new LayerReport(
                        "signed-data", LayerForm.CLEAR, "2", true, List.of(verdict), List.of());
        Mail mail = TestMails.mail(MESSAGE);
        mails.add(mail);
        ProfileAttribute.write(
                mail, new VerificationReport(message, Set.of(), List.of(), List.of(layer)));
        return mail;
    }
}
