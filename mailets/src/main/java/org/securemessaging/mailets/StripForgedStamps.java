package org.securemessaging.mailets;

import com.google.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes out of a header whatever could be mistaken for a stamp of this server (RFC 8601 §5):
 * Authentication-Results with one of our names or with none that can be read, our X- field, our
 * tags in the subject. Everything else stays octet for octet. It stands at the start of the root
 * processor, before anything of ours looks at the mail.
 *
 * <pre>{@code
 * <mailet match="All" class="org.securemessaging.mailets.StripForgedStamps"/>
 * }</pre>
 *
 * <p>Parameters: {@code authservId} and {@code xHeader} name, with commas between them, further
 * names of this server and further fields that are taken out beside those of {@code
 * securemessaging.xml}. Thread safe.
 */
public final class StripForgedStamps extends GenericMailet {
    static final String AUTHSERV_ID = "authservId";
    static final String X_HEADER = "xHeader";
    static final Set<String> PARAMETERS = Set.of(AUTHSERV_ID, X_HEADER);

    private static final Logger LOGGER = LoggerFactory.getLogger(StripForgedStamps.class);
    private static final Pattern FIELD_NAME = Pattern.compile("[Xx]-[A-Za-z0-9-]{1,70}");

    private final StampSettings settings;
    private final DefaultDomain domain;
    private final MessageJudge judge;
    private final Guard guard = new Guard("StripForgedStamps");
    private OwnWords words;

    /**
     * Takes what the server is configured with.
     *
     * @param configuration names the stamps
     * @param domain names the server if the configuration does not
     * @param judge knows where large headers are put
     */
    @Inject
    public StripForgedStamps(
            SecureMessagingConfiguration configuration, DefaultDomain domain, MessageJudge judge) {
        this.settings = configuration.stamps();
        this.domain = domain;
        this.judge = judge;
    }

    @Override
    public void init() throws MessagingException {
        Parameters parameters = new Parameters("StripForgedStamps", this, PARAMETERS);
        List<String> ids =
                parameters.values(
                        AUTHSERV_ID,
                        AuthservId.ACCEPTED + ", or several with commas between them",
                        AuthservId::parse);
        List<String> fields =
                parameters.values(
                        X_HEADER,
                        "X- and letters, digits and hyphens, or several with commas between them",
                        name -> Optional.of(name).filter(FIELD_NAME.asMatchPredicate()));
        words = OwnWords.of(settings, domain, ids, fields);
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        guard.requireDone(
                mail,
                () -> {
                    if (new RawMessage(mail, judge.spool()).edit(this::plan)) {
                        LOGGER.info("Took forged stamps out of mail {}", mail.getName());
                    }
                });
    }

    @Override
    public String getMailetInfo() {
        return "Takes forged stamps out of the header";
    }

    private Optional<HeaderEdit> plan(Octets header) {
        HeaderPlan plan = new HeaderPlan(header, words, words::forged);
        plan.untagSubjects();
        return plan.edit();
    }
}
