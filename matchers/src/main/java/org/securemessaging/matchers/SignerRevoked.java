package org.securemessaging.matchers;

import java.util.Collection;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.securemessaging.pipeline.Guard;
import org.securemessaging.pipeline.report.LayerSummary;
import org.securemessaging.pipeline.report.ReportAttributes;
import org.securemessaging.pipeline.report.ReportSummary;
import org.securemessaging.result.ReasonCode;

/**
 * Matches all recipients of a mail with a signer whose certificate, or one above it, is revoked,
 * whatever the other signers and the result of the whole. Signatures that do not cover the message
 * (RFC 9787's errant layers) do not count. A mail that nobody verified does not match, and neither
 * does one whose signature is broken: the path of its signer is not looked for.
 *
 * <pre>{@code
 * <mailet match="org.securemessaging.matchers.SignerRevoked" class="ToProcessor">
 *   <processor>revoked</processor>
 * </mailet>
 * }</pre>
 *
 * <p>It has no condition. Thread safe.
 */
public final class SignerRevoked extends GenericMatcher {
    private static final String NAME = "SignerRevoked";

    private final Guard guard = new Guard(NAME);

    @Override
    public void init() throws MessagingException {
        Conditions.refuse(NAME, getCondition());
    }

    @Override
    public Collection<MailAddress> match(Mail mail) throws MessagingException {
        return guard.require(mail, () -> matches(mail)) ? mail.getRecipients() : List.of();
    }

    private static boolean matches(Mail mail) {
        return ReportAttributes.read(mail).filter(SignerRevoked::hasRevokedSigner).isPresent();
    }

    private static boolean hasRevokedSigner(ReportSummary report) {
        return report.layers().stream()
                .filter(LayerSummary::counted)
                .flatMap(layer -> layer.signers().stream())
                .anyMatch(signer -> signer.reasons().contains(ReasonCode.REVOKED));
    }
}
