package org.securemessaging.matchers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetException;
import org.apache.mailet.base.GenericMatcher;
import org.securemessaging.pipeline.Guard;
import org.securemessaging.pipeline.report.ReportAttributes;
import org.securemessaging.pipeline.report.ReportSummary;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;

/**
 * Matches all recipients of a mail whose report has one of the given results, and, where reasons
 * stand behind a result, one of these reasons. A mail that nobody verified does not match.
 *
 * <pre>{@code
 * <mailet match="org.securemessaging.matchers.SignatureStatusIs=fail,policy:expired|untrusted"
 *         class="ToProcessor">
 *   <processor>distrusted</processor>
 * </mailet>
 * }</pre>
 *
 * <p>The condition: results with commas between them; behind each, after a colon, reason codes with
 * bars between them may stand. Thread safe.
 */
public final class SignatureStatusIs extends GenericMatcher {
    private static final String NAME = "SignatureStatusIs";
    private static final String ACCEPTED =
            "one or more results ("
                    + Arrays.stream(SignatureResult.values())
                            .map(SignatureResult::keyword)
                            .collect(Collectors.joining(", "))
                    + ") with commas between them, each alone or as result:reason|reason with"
                    + " reasons of "
                    + Arrays.stream(ReasonCode.values())
                            .map(ReasonCode::code)
                            .collect(Collectors.joining(", "));

    private final Guard guard = new Guard(NAME);
    private List<Alternative> alternatives = List.of();

    /** One item of the condition; without reasons, any will do. */
    private record Alternative(SignatureResult result, Set<ReasonCode> reasons) {
        boolean holds(ReportSummary report) {
            return report.result() == result
                    && (reasons.isEmpty() || report.reasons().stream().anyMatch(reasons::contains));
        }
    }

    @Override
    public void init() throws MessagingException {
        List<Alternative> read = new ArrayList<>();
        for (String item : Conditions.items(NAME, getCondition(), ",", ACCEPTED)) {
            read.add(alternative(item));
        }
        alternatives = List.copyOf(read);
    }

    @Override
    public Collection<MailAddress> match(Mail mail) throws MessagingException {
        return guard.require(mail, () -> matches(mail)) ? mail.getRecipients() : List.of();
    }

    private boolean matches(Mail mail) {
        Optional<ReportSummary> report = ReportAttributes.read(mail);
        return report.isPresent()
                && alternatives.stream().anyMatch(item -> item.holds(report.get()));
    }

    private Alternative alternative(String item) throws MailetException {
        int colon = item.indexOf(':');
        String keyword = colon < 0 ? item : item.substring(0, colon).strip();
        SignatureResult result =
                Arrays.stream(SignatureResult.values())
                        .filter(value -> value.keyword().equals(keyword))
                        .findFirst()
                        .orElseThrow(this::refusal);
        Set<ReasonCode> reasons = EnumSet.noneOf(ReasonCode.class);
        if (colon >= 0) {
            for (String code : item.substring(colon + 1).split("\\|", -1)) {
                reasons.add(ReasonCode.ofCode(code.strip()).orElseThrow(this::refusal));
            }
        }
        return new Alternative(result, reasons);
    }

    private MailetException refusal() {
        return Conditions.refusal(NAME, getCondition(), ACCEPTED);
    }
}
