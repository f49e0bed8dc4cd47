package org.securemessaging.admin.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.pipeline.report.ReportMembers;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * The pieces that the JSON of several commands has, and the archive's too. {@code
 * docs/command-line.md} describes them.
 */
public final class JsonParts {
    private JsonParts() {}

    /**
     * Writes a certificate as an object.
     *
     * @param to where
     * @param certificate the certificate
     * @throws IOException if it can't be written there
     */
    public static void writeCertificate(JsonGenerator to, Certificate certificate)
            throws IOException {
        ReportMembers.writeCertificate(to, certificate);
    }

    /**
     * Writes findings as a member of the present object.
     *
     * @param to where
     * @param findings the findings
     * @throws IOException if they can't be written there
     */
    public static void writeFindings(JsonGenerator to, List<Finding> findings) throws IOException {
        ReportMembers.writeFindings(to, findings);
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
        ReportMembers.writeReasons(to, reasons);
    }

    /**
     * The reasons of findings.
     *
     * @param findings the findings
     * @return each reason once, in their order
     */
    public static List<ReasonCode> codes(List<Finding> findings) {
        return ReportMembers.codes(findings);
    }
}
