package org.securemessaging.mailets;

import com.google.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.securemessaging.mime.HeaderEdit;
import org.securemessaging.mime.Octets;
import org.securemessaging.pipeline.DefaultDomain;
import org.securemessaging.pipeline.Guard;
import org.securemessaging.pipeline.MessageJudge;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.configuration.StampSettings;
import org.securemessaging.pipeline.message.RawMessage;
import org.securemessaging.pipeline.report.ReportAttributes;
import org.securemessaging.pipeline.report.ReportSummary;
import org.securemessaging.result.SignatureResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts one Authentication-Results field (RFC 8601, RFC 7281) on top of the header, with what {@link
 * SMIMEVerify} found, and on request an X- field and a subject tag. Stamps of ours that are there
 * already go first, so a mail that is processed twice has one. The body is never touched. A mail
 * that nobody verified gets no stamp.
 *
 * <pre>{@code
 * <mailet match="All" class="org.securemessaging.mailets.StampSignatureStatus">
 *   <xHeader>true</xHeader>
 *   <subjectTags>fail,policy</subjectTags>
 * </mailet>
 * }</pre>
 *
 * <p>Parameters: {@code authservId} stands in place of the name in {@code securemessaging.xml};
 * {@code xHeader} ({@code true}, {@code false}, the default) adds the X- field with the result
 * alone; {@code subjectTags} names the results whose tag is put before the subject (none by
 * default); {@code stampNone} ({@code true}, the default, {@code false}) stamps unsigned mail too.
 * Thread safe.
 */
public final class StampSignatureStatus extends GenericMailet {
    static final String AUTHSERV_ID = "authservId";
    static final String X_HEADER = "xHeader";
    static final String SUBJECT_TAGS = "subjectTags";
    static final String STAMP_NONE = "stampNone";
    static final Set<String> PARAMETERS = Set.of(AUTHSERV_ID, X_HEADER, SUBJECT_TAGS, STAMP_NONE);

    private static final Logger LOGGER = LoggerFactory.getLogger(StampSignatureStatus.class);

    private final StampSettings settings;
    private final DefaultDomain domain;
    private final MessageJudge judge;
    private final Guard guard = new Guard("StampSignatureStatus");
    private OwnWords words;
    private String authservId;
    private boolean xHeader;
    private boolean stampNone;
    private final Set<SignatureResult> tagged = EnumSet.noneOf(SignatureResult.class);

    /**
     * Takes what the server is configured with.
     *
     * @param configuration names the stamps
     * @param domain names the server if the configuration does not
     * @param judge knows where large headers are put
     */
    @Inject
    public StampSignatureStatus(
            SecureMessagingConfiguration configuration, DefaultDomain domain, MessageJudge judge) {
        this.settings = configuration.stamps();
        this.domain = domain;
        this.judge = judge;
    }

    @Override
    public void init() throws MessagingException {
        Parameters parameters = new Parameters("StampSignatureStatus", this, PARAMETERS);
        Optional<String> id = parameters.value(AUTHSERV_ID, AuthservId.ACCEPTED, AuthservId::parse);
        authservId = id.or(settings::authservId).orElseGet(domain::name);
        xHeader = parameters.truth(X_HEADER, false);
        stampNone = parameters.truth(STAMP_NONE, true);
        tagged.addAll(parameters.words(SUBJECT_TAGS, SignatureResult.values()));
        words = OwnWords.of(settings, domain, List.of(authservId), List.of());
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        guard.requireDone(mail, () -> stamp(mail));
    }

    @Override
    public String getMailetInfo() {
        return "Stamps what was found of S/MIME signatures";
    }

    private void stamp(Mail mail) throws Exception {
        Optional<ReportSummary> report = ReportAttributes.read(mail);
        if (report.isEmpty()) {
            LOGGER.warn("Mail {} gets no stamp: SMIMEVerify has not looked at it", mail.getName());
            return;
        }
        new RawMessage(mail, judge.spool()).edit(header -> plan(header, report.get()));
    }

    private Optional<HeaderEdit> plan(Octets header, ReportSummary report) {
        HeaderPlan plan = new HeaderPlan(header, words, words::stamp);
        tag(report.result()).ifPresentOrElse(plan::tagSubjects, plan::untagSubjects);
        if (stampNone || report.result() != SignatureResult.NONE) {
            if (xHeader) {
                plan.add(settings.header(), report.result().keyword());
            }
            plan.add(
                    OwnWords.AUTHENTICATION_RESULTS,
                    StampName.written(authservId) + "; " + report.stamp());
        }
        return plan.edit();
    }

    private Optional<String> tag(SignatureResult result) {
        return tagged.contains(result)
                ? Optional.ofNullable(settings.subjectTags().get(result))
                : Optional.empty();
    }
}
