package org.securemessaging.pipeline.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddresses;
import org.securemessaging.certificate.NameText;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.verification.AuthenticationResults;

/**
 * The pieces that the JSON of several commands has. {@code docs/command-line.md} describes them.
 */
public final class ReportMembers {
    private ReportMembers() {}

    /**
     * Writes a certificate as an object.
     *
     * @param to where
     * @param certificate the certificate
     * @throws IOException if it can't be written there
     */
    public static void writeCertificate(JsonGenerator to, Certificate certificate)
            throws IOException {
        to.writeStartObject();
        to.writeStringField("subject", NameText.of(certificate.subject()));
        to.writeStringField("issuer", NameText.of(certificate.issuer()));
        to.writeStringField("serial", AuthenticationResults.serial(certificate));
        to.writeStringField("sha256", certificate.sha256());
        to.writeArrayFieldStart("emails");
        for (String address : MailAddresses.of(certificate).all()) {
            to.writeString(address);
        }
        to.writeEndArray();
        to.writeEndObject();
    }

    /**
     * Writes findings as a member of the present object.
     *
     * @param to where
     * @param findings the findings
     * @throws IOException if they can't be written there
     */
    public static void writeFindings(JsonGenerator to, List<Finding> findings) throws IOException {
        to.writeArrayFieldStart("findings");
        for (Finding finding : findings) {
            to.writeStartObject();
            to.writeStringField("reason", finding.reason().code());
            to.writeStringField("effect", finding.effect().keyword());
            to.writeStringField("detail", finding.detail());
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    /**
     * Writes reasons as a member of the present object.
     *
     * @param to where
     * @param reasons the reasons
     * @throws IOException if they can't be written there
     */
    public static void writeReasons(JsonGenerator to, Collection<ReasonCode> reasons)
            throws IOException {
        to.writeArrayFieldStart("reasons");
        for (ReasonCode reason : reasons) {
            to.writeString(reason.code());
        }
        to.writeEndArray();
    }

    /**
     * The reasons of findings.
     *
     * @param findings the findings
     * @return each reason once, in their order
     */
    public static List<ReasonCode> codes(List<Finding> findings) {
        return findings.stream().map(Finding::reason).distinct().toList();
    }
}
