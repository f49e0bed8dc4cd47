package org.securemessaging.verification;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.NameText;
import org.securemessaging.result.ReasonCode;

/**
 * Writes a report as the value of an Authentication-Results field (RFC 8601 §2.2, RFC 7281 §3).
 *
 * <p>There is one {@code smime} entry for the message, not one for each signer: a reader that looks
 * for any {@code smime=pass} must not find one when the message as a whole has another result.
 * Nothing that a stranger chose gets in unquoted, and no line break or control character gets in at
 * all. Thread safe.
 */
public final class AuthenticationResults {
    // RFC 2045 §5.1: what may stand in a token, besides letters and digits.
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`{|}~";
    // The longest address (RFC 5321 §4.5.3.1) fits; a name made to be endless does not.
    private static final int MAXIMUM_VALUE = 320;
    // Doubled by quoting it still fits on a line of 998 octets (RFC 5322 §2.1.1) with its name.
    private static final int MAXIMUM_OCTETS = 450;

    private AuthenticationResults() {}

    /**
     * The value of the field, on one line.
     *
     * @param authservId the name under which this server speaks (RFC 8601 §2.5)
     * @param report what was found
     * @return such as {@code mx.example.org; smime=pass body.smime-part=2
     *     body.smime-identifier=alice@example.org body.smime-serial=1A body.smime-issuer="CN=CA"}
     */
    public static String value(String authservId, VerificationReport report) {
        return pvalue(authservId) + "; " + result(report);
    }

    /**
     * What stands behind the server's name, for a stamp that is written later or elsewhere.
     *
     * @param report what was found
     * @return one line, such as {@code smime=none}
     */
    public static String result(VerificationReport report) {
        StringBuilder value = new StringBuilder("smime=").append(report.result().keyword());
        if (!report.reasons().isEmpty()) {
            value.append(" reason=").append(pvalue(codes(report)));
        }
        decidingLayer(report).ifPresent(layer -> append(value, "smime-part", layer.part()));
        report.decidingSigner().ifPresent(signer -> appendSigner(value, signer));
        return value.toString();
    }

    /**
     * A serial number as it stands in the field: hexadecimal digits in pairs, as OpenSSL prints it.
     *
     * @param certificate the certificate
     * @return upper-case digits, with a minus sign if the number is negative
     */
    public static String serial(Certificate certificate) {
        String digits = certificate.serialNumber().abs().toString(16).toUpperCase(Locale.ROOT);
        String sign = certificate.serialNumber().signum() < 0 ? "-" : "";
        return sign + (digits.length() % 2 == 0 ? digits : "0" + digits);
    }

    private static String codes(VerificationReport report) {
        return report.reasons().stream().map(ReasonCode::code).collect(Collectors.joining(","));
    }

    private static Optional<LayerReport> decidingLayer(VerificationReport report) {
        Stream<LayerReport> counted = report.layers().stream().filter(LayerReport::counted);
        return report.decidingSigner().isEmpty()
                ? counted.findFirst()
                : counted.filter(l -> l.signers().contains(report.decidingSigner().get()))
                        .findFirst();
    }

    private static void appendSigner(StringBuilder value, SignerVerdict signer) {
        signer.identifier().ifPresent(address -> append(value, "smime-identifier", address));
        signer.certificate()
                .ifPresent(
                        certificate -> {
                            append(value, "smime-serial", serial(certificate));
                            append(value, "smime-issuer", issuer(certificate));
                        });
    }

    private static String issuer(Certificate certificate) {
        return NameText.of(certificate.issuer());
    }

    private static void append(StringBuilder value, String property, String content) {
        value.append(" body.").append(property).append('=').append(pvalue(content));
    }

    private static String pvalue(String content) {
        String clean = clean(content);
        return isToken(clean) || isAddress(clean) ? clean : quoted(clean);
    }

    private static String clean(String content) {
        String clean =
                content.codePoints()
                        .map(c -> Character.isISOControl(c) || isSeparator(c) ? ' ' : c)
                        .limit(MAXIMUM_VALUE)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        return cut(asciiOnly(clean));
    }

    private static boolean isSeparator(int c) {
        int type = Character.getType(c);
        return type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static String cut(String ascii) {
        return ascii.substring(0, Math.min(ascii.length(), MAXIMUM_OCTETS));
    }

    // A header field is ASCII unless the whole path speaks SMTPUTF8, which nobody knows here.
    private static String asciiOnly(String text) {
        return text.codePoints()
                .mapToObj(c -> c < 0x80 ? Character.toString(c) : "\\u{%X}".formatted(c))
                .collect(Collectors.joining());
    }

    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> isAlphanumeric(c) || TOKEN_MARKS.indexOf(c) >= 0);
    }

    private static boolean isAddress(String text) {
        int at = text.indexOf('@');
        return at > 0 && isDotAtom(text.substring(0, at)) && isDomain(text.substring(at + 1));
    }

    private static boolean isDotAtom(String text) {
        return isToken(text.replace('/', '-').replace('=', '-').replace('?', '-'))
                && !text.startsWith(".")
                && !text.endsWith(".")
                && !text.contains("..");
    }

    private static boolean isDomain(String text) {
        return isDotAtom(text)
                && text.chars().allMatch(c -> isAlphanumeric(c) || c == '-' || c == '.');
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
