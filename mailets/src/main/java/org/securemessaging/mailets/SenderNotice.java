package org.securemessaging.mailets;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.UUID;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.mailet.MailetContext;
import org.securemessaging.pipeline.DefaultDomain;
import org.securemessaging.pipeline.encryption.NoticeTemplate;
import org.securemessaging.pipeline.encryption.RefusalNotice;
import org.securemessaging.pipeline.encryption.RefusedMail;
import org.securemessaging.pipeline.engine.EncryptionEngine;

/** Tells a sender which recipients did not get a mail. Thread safe. */
final class SenderNotice {
    private final MailetContext james;
    private final EncryptionEngine engine;
    private final DefaultDomain domain;
    private final NoticeTemplate template;

    SenderNotice(MailetContext james, EncryptionEngine engine, DefaultDomain domain) {
        this.james = james;
        this.engine = engine;
        this.domain = domain;
        this.template = engine.notice();
    }

    /** Sends the notice, with the null reverse-path, so that nobody answers it. */
    void send(MailAddress sender, RefusedMail refused) throws MessagingException {
        byte[] notice =
                new RefusalNotice(template, james.getPostmaster().asString(), domain.name())
                        .write(sender.asString(), refused, engine.now());
        MailImpl mail =
                MailImpl.builder()
                        .name("notice-" + UUID.randomUUID())
                        .sender(MaybeSender.nullSender())
                        .addRecipients(List.of(sender))
                        .build();
        try {
            mail.setMessageContent(
                    MimeMessageInputStreamSource.create(
                            mail.getName(), new ByteArrayInputStream(notice)));
            // It quotes nothing, so it may always go in clear.
            EncryptionMarks.clear(mail, mail.getRecipients());
            james.sendMail(mail);
        } finally {
            LifecycleUtil.dispose(mail);
        }
    }
}
