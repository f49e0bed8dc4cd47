package org.securemessaging.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.securemessaging.pipeline.report.SignerSummary.CertificateFacts;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;

class ReportAttributesTest {
    private static final SignerSummary SIGNER =
            new SignerSummary(
                    SignatureResult.PASS,
                    List.of(ReasonCode.REVOCATION_UNCHECKED),
                    Optional.of(
                            new CertificateFacts(
                                    "CN=Älice \"A\", \r\nO=x",
                                    "CN=CA",
                                    "0A",
                                    "ab".repeat(32),
                                    List.of("alice@example.org", "a@example.org"),
                                    Optional.of(Instant.parse("2027-11-24T01:02:03Z")))),
                    "SHA-256",
                    "Ed25519",
                    Optional.of(Instant.parse("2026-11-24T01:02:03Z")));
    private static final SignerSummary STRANGER =
            new SignerSummary(
                    SignatureResult.PERMERROR,
                    List.of(ReasonCode.SIGNER_CERTIFICATE_MISSING),
                    Optional.empty(),
                    "",
                    "",
                    Optional.empty());
    private static final ReportSummary REPORT =
            new ReportSummary(
                    SignatureResult.PASS,
                    List.of(ReasonCode.REVOCATION_UNCHECKED, ReasonCode.SENDER_MATCH),
                    true,
                    "smime=pass body.smime-part=2",
                    List.of(
                            new LayerSummary(
                                    "signed-data",
                                    "clear",
                                    "TEXT",
                                    true,
                                    List.of(),
                                    List.of(SIGNER, STRANGER)),
                            new LayerSummary(
                                    "enveloped-data",
                                    "opaque",
                                    "1",
                                    false,
                                    List.of(ReasonCode.ENCRYPTED),
                                    List.of())));

    @Test
    void readShouldGiveWhatWriteWrote() throws Exception {
        Mail mail = mail();

        ReportAttributes.write(mail, REPORT);

        assertThat(ReportAttributes.read(mail)).contains(REPORT);
    }

    @Test
    void readShouldGiveWhatWriteWroteOnTheOtherSideOfAQueue() throws Exception {
        Mail mail = mail();
        ReportAttributes.write(mail, REPORT);

        assertThat(ReportAttributes.read(throughQueue(mail))).contains(REPORT);
    }

    @Test
    void readShouldGiveWhatWriteWroteAfterASplit() throws Exception {
        Mail mail = mail();
        ReportAttributes.write(mail, REPORT);

        assertThat(ReportAttributes.read(MailImpl.duplicateWithoutMessage(mail).build()))
                .contains(REPORT);
    }

    @ParameterizedTest
    @EnumSource
    void readShouldGiveEveryResult(SignatureResult result) throws Exception {
        Mail mail = mail();
        ReportSummary report =
                new ReportSummary(result, List.of(), false, "smime=" + result.keyword(), List.of());

        ReportAttributes.write(mail, report);

        assertThat(ReportAttributes.read(throughQueue(mail))).contains(report);
    }

    @Test
    void writeShouldReplaceAnEarlierReport() throws Exception {
        Mail mail = mail();
        ReportSummary none =
                new ReportSummary(SignatureResult.NONE, List.of(), false, "smime=none", List.of());
        ReportAttributes.write(mail, REPORT);

        ReportAttributes.write(mail, none);

        assertThat(ReportAttributes.read(mail)).contains(none);
    }

    @Test
    void readShouldBeEmptyWithoutAReport() throws Exception {
        assertThat(ReportAttributes.read(mail())).isEmpty();
    }

    @Test
    void readShouldBeEmptyForAResultNobodyKnows() throws Exception {
        Mail mail = mail();
        mail.setAttribute(new Attribute(ReportAttributes.RESULT, AttributeValue.of("PASS!")));

        assertThat(ReportAttributes.read(mail)).isEmpty();
    }

    @Test
    void readShouldNotBelieveAStampThatSaysAnotherResult() throws Exception {
        Mail mail = mail();
        ReportAttributes.write(mail, REPORT);
        mail.setAttribute(new Attribute(ReportAttributes.RESULT, AttributeValue.of("fail")));

        assertThat(ReportAttributes.read(mail).orElseThrow().stamp()).isEqualTo("smime=fail");
    }

    @Test
    void readShouldPassOverAttributesOfOtherTypes() throws Exception {
        Mail mail = mail();
        ReportAttributes.write(mail, REPORT);
        mail.setAttribute(new Attribute(ReportAttributes.LAYERS, AttributeValue.of(17)));
        mail.setAttribute(new Attribute(ReportAttributes.REASONS, AttributeValue.of("x")));
        mail.setAttribute(new Attribute(ReportAttributes.STAMP, AttributeValue.of(true)));
        mail.setAttribute(new Attribute(ReportAttributes.ENCRYPTED, AttributeValue.of("true")));

        assertThat(ReportAttributes.read(mail))
                .contains(
                        new ReportSummary(
                                SignatureResult.PASS, List.of(), false, "smime=pass", List.of()));
    }

    @Test
    void passedShouldGiveOnlySignersThatPass() {
        assertThat(REPORT.passed()).containsExactly(SIGNER);
    }

    @Test
    void passedShouldGiveNobodyIfTheMessageDoesNotPass() {
        ReportSummary failed =
                new ReportSummary(
                        SignatureResult.FAIL, List.of(), false, "smime=fail", REPORT.layers());

        assertThat(failed.passed()).isEmpty();
        assertThat(failed.signers()).containsExactly(SIGNER, STRANGER);
    }

    private static Mail mail() throws Exception {
        return MailImpl.builder().name("mail").addRecipient("bob@example.org").build();
    }

    private static Mail throughQueue(Mail mail) throws Exception {
        Mail other = mail();
        for (Attribute attribute : mail.attributes().toList()) {
            String json = attribute.getValue().toJson().orElseThrow().toString();
            other.setAttribute(
                    new Attribute(attribute.getName(), AttributeValue.fromJsonString(json)));
        }
        return other;
    }
}
