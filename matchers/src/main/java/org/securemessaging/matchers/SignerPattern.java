package org.securemessaging.matchers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.pipeline.report.SignerSummary.CertificateFacts;

/** Reads what a signer's certificate must say. Stateless. */
final class SignerPattern {
    private static final String SUBJECT = "subject:";
    private static final String ISSUER = "issuer:";

    private SignerPattern() {}

    /**
     * Reads one item of a condition.
     *
     * @param item an address, a domain behind an at sign, or a pattern for a name
     * @return the question to ask of a certificate, or empty if the item is none of them
     */
    static Optional<Predicate<CertificateFacts>> parse(String item) {
        String start = item.toLowerCase(Locale.ROOT);
        if (start.startsWith(SUBJECT)) {
            return name(item.substring(SUBJECT.length()))
                    .map(pattern -> facts -> pattern.test(facts.subject()));
        }
        if (start.startsWith(ISSUER)) {
            return name(item.substring(ISSUER.length()))
                    .map(pattern -> facts -> pattern.test(facts.issuer()));
        }
        if (item.startsWith("@")) {
            return address("x" + item)
                    .map(wanted -> any(given -> given.domain().equals(wanted.domain())));
        }
        return address(item).map(wanted -> any(wanted::equals));
    }

    private static Predicate<CertificateFacts> any(Predicate<MailAddress> wanted) {
        return facts ->
                facts.emails().stream()
                        .flatMap(email -> MailAddress.parse(email).stream())
                        .anyMatch(wanted);
    }

    private static Optional<MailAddress> address(String text) {
        boolean clean = text.chars().noneMatch(c -> c <= ' ' || c == ':' || c == '*' || c == 0x7F);
        return clean ? MailAddress.parse(text) : Optional.empty();
    }

    private static Optional<Predicate<String>> name(String pattern) {
        String text = pattern.strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        // Names in the attributes are a few hundred characters at most, so stars cost little.
        List<String> pieces = Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).toList();
        int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;
        return Optional.of(
                Pattern.compile(pieces.stream().collect(Collectors.joining(".*?")), flags)
                        .asMatchPredicate());
    }
}
