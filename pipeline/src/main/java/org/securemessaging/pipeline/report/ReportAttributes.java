package org.securemessaging.pipeline.report;

import java.util.List;
import java.util.Optional;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.Mail;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.verification.HeaderDifference;
import org.securemessaging.verification.VerificationReport;

/**
 * Writes a report into a mail's attributes and reads it again. The attributes are strings,
 * booleans, lists and maps, which James's queues and repositories carry. Thread safe.
 */
public final class ReportAttributes {
    /** The message's result, a string such as {@code pass}. */
    public static final AttributeName RESULT =
            AttributeName.of("org.securemessaging.signature.result");

    /** The reason codes, a list of strings, worst first. */
    public static final AttributeName REASONS =
            AttributeName.of("org.securemessaging.signature.reasons");

    /** What the stamp says behind the server's name, a string. */
    public static final AttributeName STAMP =
            AttributeName.of("org.securemessaging.signature.stamp");

    /** The layers with their signers, a list of maps. */
    public static final AttributeName LAYERS =
            AttributeName.of("org.securemessaging.signature.layers");

    /** Whether a layer hides its content, a boolean. */
    public static final AttributeName ENCRYPTED = AttributeName.of("org.securemessaging.encrypted");

    /** The names of header fields that are not as they were signed, a list of strings. */
    public static final AttributeName DIFFERING_HEADERS =
            AttributeName.of("org.securemessaging.signature.differingHeaders");

    private ReportAttributes() {}

    /**
     * Writes which fields of the header are not as they were signed (RFC 9788).
     *
     * @param mail the mail
     * @param report the report
     */
    public static void writeDifferences(Mail mail, VerificationReport report) {
        List<String> names =
                report.layers().stream()
                        .flatMap(layer -> layer.differences().stream())
                        .map(HeaderDifference::name)
                        .distinct()
                        .toList();
        set(mail, DIFFERING_HEADERS, names);
    }

    /**
     * Writes a report, in place of any that was there.
     *
     * @param mail the mail
     * @param report the report
     */
    public static void write(Mail mail, ReportSummary report) {
        set(mail, RESULT, report.result().keyword());
        set(mail, REASONS, SummaryTree.codes(report.reasons()));
        set(mail, STAMP, report.stamp());
        set(mail, LAYERS, SummaryTree.write(report.layers()));
        set(mail, ENCRYPTED, report.encrypted());
    }

    /**
     * Reads the report.
     *
     * @param mail the mail
     * @return the report; empty if there is none, or none that can be understood
     */
    public static Optional<ReportSummary> read(Mail mail) {
        return text(mail, RESULT).flatMap(SummaryTree::result).map(result -> read(mail, result));
    }

    private static ReportSummary read(Mail mail, SignatureResult result) {
        String plainStamp = "smime=" + result.keyword();
        return new ReportSummary(
                result,
                SummaryTree.reasons(AttributeTree.list(plain(mail, REASONS).orElse(List.of()))),
                plain(mail, ENCRYPTED).filter(Boolean.TRUE::equals).isPresent(),
                // A stamp that says something else than the result is not believed.
                text(mail, STAMP)
                        .filter(stamp -> (stamp + " ").startsWith(plainStamp + " "))
                        .orElse(plainStamp),
                SummaryTree.read(plain(mail, LAYERS).orElse(List.of())));
    }

    private static void set(Mail mail, AttributeName name, Object plain) {
        mail.setAttribute(new Attribute(name, AttributeTree.value(plain)));
    }

    private static Optional<Object> plain(Mail mail, AttributeName name) {
        return mail.getAttribute(name).map(Attribute::getValue).map(AttributeTree::plain);
    }

    private static Optional<String> text(Mail mail, AttributeName name) {
        return plain(mail, name).filter(String.class::isInstance).map(String.class::cast);
    }
}
