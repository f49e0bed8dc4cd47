package org.securemessaging.mailets;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.pipeline.DefaultDomain;

/**
 * Who handed in a mail, as James knows it: the user who logged in over SMTP or JMAP. James sets the
 * attributes itself, so nobody can send them along. Thread safe.
 */
final class Submitter {
    /** What JMAP's submissions have, and the matcher SentByJmap looks for. */
    private static final AttributeName JMAP_USER =
            AttributeName.of("org.apache.james.jmap.send.MailMetaData.username");

    private final DefaultDomain defaultDomain;

    Submitter(DefaultDomain defaultDomain) {
        this.defaultDomain = defaultDomain;
    }

    /**
     * The user's address.
     *
     * @return the address; empty if nobody logged in, or if it can't be told who
     */
    Optional<MailAddress> of(Mail mail) {
        return Stream.of(Mail.SMTP_AUTH_USER, JMAP_USER)
                .flatMap(name -> user(mail, name).stream())
                .findFirst()
                .flatMap(this::address);
    }

    private static Optional<String> user(Mail mail, AttributeName name) {
        return AttributeUtils.getValueAndCastFromMail(mail, name, String.class)
                .map(String::strip)
                .filter(user -> !user.isEmpty());
    }

    /** Without virtual hosting, users have names without a domain. */
    private Optional<MailAddress> address(String user) {
        return MailAddress.parse(user.contains("@") ? user : user + "@" + defaultDomain.name());
    }
}
