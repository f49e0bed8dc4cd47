package org.securemessaging.mailets;

import com.google.inject.Inject;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.GenericMailet;
import org.securemessaging.pipeline.Guard;
import org.securemessaging.pipeline.MessageJudge;
import org.securemessaging.pipeline.message.RawMessage;
import org.securemessaging.pipeline.report.ProfileAttribute;
import org.securemessaging.pipeline.report.ReportAttributes;
import org.securemessaging.pipeline.report.ReportSummary;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.trust.RevocationMode;
import org.securemessaging.verification.IdentityMode;
import org.securemessaging.verification.VerificationReport;
import org.securemessaging.verification.VerificationRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies a mail's signatures and puts the report into its attributes ({@link ReportAttributes}).
 * The message stays as it is. If this server can't do its work, the result is {@code temperror}
 * with {@code internal-error}, and the mail goes on.
 *
 * <pre>{@code
 * <mailet match="All" class="org.securemessaging.mailets.SMIMEVerify">
 *   <revocation>prefer</revocation>
 *   <onTemperror>continue</onTemperror>
 * </mailet>
 * }</pre>
 *
 * <p>Parameters: {@code revocation} ({@code require}, {@code prefer}, {@code off}), {@code
 * identity} ({@code from-or-sender}, {@code from}, {@code off}) and {@code allowWeak} ({@code
 * true}, {@code false}), which stand in place of what {@code securemessaging.xml} says; {@code
 * onTemperror} ({@code continue}, the default, or the processor that such mails go to). Thread
 * safe.
 */
public final class SMIMEVerify extends GenericMailet {
    static final String REVOCATION = "revocation";
    static final String IDENTITY = "identity";
    static final String ALLOW_WEAK = "allowWeak";
    static final String ON_TEMPERROR = "onTemperror";
    static final Set<String> PARAMETERS = Set.of(REVOCATION, IDENTITY, ALLOW_WEAK, ON_TEMPERROR);

    private static final Logger LOGGER = LoggerFactory.getLogger(SMIMEVerify.class);
    private static final String CONTINUE = "continue";
    // James takes the names of processors in lower case only.
    private static final Pattern PROCESSOR = Pattern.compile("[a-z0-9][a-z0-9._-]*");

    private final MessageJudge judge;
    private final Guard guard = new Guard("SMIMEVerify");
    private Optional<RevocationMode> revocation = Optional.empty();
    private Optional<IdentityMode> identity = Optional.empty();
    private Optional<Boolean> allowWeak = Optional.empty();
    private Optional<String> processor = Optional.empty();

    /**
     * Takes the engine.
     *
     * @param judge the engine
     */
    @Inject
    public SMIMEVerify(MessageJudge judge) {
        this.judge = judge;
    }

    @Override
    public void init() throws MessagingException {
        Parameters parameters = new Parameters("SMIMEVerify", this, PARAMETERS);
        revocation = parameters.word(REVOCATION, RevocationMode.values());
        identity = parameters.word(IDENTITY, IdentityMode.values());
        allowWeak = parameters.optionalTruth(ALLOW_WEAK);
        processor =
                parameters
                        .value(
                                ON_TEMPERROR,
                                "continue, or a processor's name in lower case",
                                name -> Optional.of(name).filter(PROCESSOR.asMatchPredicate()))
                        .filter(name -> !name.equals(CONTINUE));
    }

    @Override
    public Collection<ProcessingState> requiredProcessingState() {
        return processor.stream().map(ProcessingState::new).toList();
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        VerificationReport report =
                guard.attempt(mail, () -> verify(mail)).orElseGet(SMIMEVerify::failed);
        guard.requireDone(mail, () -> report(mail, report));
    }

    @Override
    public String getMailetInfo() {
        return "Verifies S/MIME signatures";
    }

    private VerificationReport verify(Mail mail) throws Exception {
        try (InputStream message = new RawMessage(mail, judge.spool()).open()) {
            return judge.verify(message, request());
        }
    }

    private VerificationRequest request() {
        VerificationRequest usual = judge.request();
        return new VerificationRequest(
                usual.at(),
                revocation.orElse(usual.revocation()),
                identity.orElse(usual.identity()),
                allowWeak.orElse(usual.allowWeak()),
                usual.offline(),
                usual.policies());
    }

    private void report(Mail mail, VerificationReport report) {
        ReportSummary summary = ReportSummary.of(report);
        ReportAttributes.write(mail, summary);
        ReportAttributes.writeDifferences(mail, report);
        ProfileAttribute.write(mail, report);
        LOGGER.info("Mail {}: {}", mail.getName(), summary.stamp());
        if (report.result() == SignatureResult.TEMPERROR) {
            processor.ifPresent(mail::setState);
        }
    }

    private static VerificationReport failed() {
        Finding finding = Finding.of(ReasonCode.INTERNAL_ERROR, "the server's log says why");
        return new VerificationReport(
                finding.effect(), Set.of(finding.reason()), List.of(finding), List.of());
    }
}
