package org.securemessaging.matchers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetException;
import org.apache.mailet.base.GenericMatcher;
import org.securemessaging.pipeline.Guard;
import org.securemessaging.pipeline.report.ReportAttributes;
import org.securemessaging.pipeline.report.ReportSummary;
import org.securemessaging.pipeline.report.SignerSummary;
import org.securemessaging.pipeline.report.SignerSummary.CertificateFacts;

/**
 * Matches all recipients of a mail whose signature passes and is by one of the given signers. Only
 * signers count whose own result is {@code pass}, in a message whose result is {@code pass}; a mail
 * that nobody verified does not match.
 *
 * <pre>{@code
 * <mailet match="org.securemessaging.matchers.SignerIs=@example.org; issuer:*O=Example*"
 *         class="ToProcessor">
 *   <processor>partners</processor>
 * </mailet>
 * }</pre>
 *
 * <p>The condition: items with semicolons between them, one of which must hold: {@code
 * alice@example.org} for an address in the certificate, {@code @example.org} for a domain, {@code
 * subject:} or {@code issuer:} with the certificate's whole name as RFC 4514 writes it, in any
 * case, with {@code *} for anything. Commas may stand between addresses, too. Thread safe.
 */
public final class SignerIs extends GenericMatcher {
    private static final String NAME = "SignerIs";
    private static final String ACCEPTED =
            "one or more of alice@example.org, @example.org, subject:CN=Alice*,"
                    + " issuer:*O=Example*, with semicolons between them";

    private final Guard guard = new Guard(NAME);
    private List<Predicate<CertificateFacts>> wanted = List.of();

    @Override
    public void init() throws MessagingException {
        List<Predicate<CertificateFacts>> read = new ArrayList<>();
        for (String item : Conditions.items(NAME, getCondition(), ";", ACCEPTED)) {
            for (String single : singles(item).toList()) {
                read.add(SignerPattern.parse(single).orElseThrow(this::refusal));
            }
        }
        wanted = List.copyOf(read);
    }

    @Override
    public Collection<MailAddress> match(Mail mail) throws MessagingException {
        return guard.require(mail, () -> matches(mail)) ? mail.getRecipients() : List.of();
    }

    private boolean matches(Mail mail) {
        return ReportAttributes.read(mail).stream()
                .flatMap(ReportSummary::passed)
                .map(SignerSummary::certificate)
                .flatMap(Optional::stream)
                .anyMatch(facts -> wanted.stream().anyMatch(item -> item.test(facts)));
    }

    /** A name has commas of its own. */
    private static Stream<String> singles(String item) {
        String start = item.toLowerCase(Locale.ROOT);
        return start.startsWith("subject:") || start.startsWith("issuer:")
                ? Stream.of(item)
                : Arrays.stream(item.split(",", -1)).map(String::strip);
    }

    private MailetException refusal() {
        return Conditions.refusal(NAME, getCondition(), ACCEPTED);
    }
}
