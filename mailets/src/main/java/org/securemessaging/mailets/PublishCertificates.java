package org.securemessaging.mailets;

import com.google.inject.Inject;
import java.util.Optional;
import java.util.Set;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.securemessaging.directory.publication.PersonAddress;
import org.securemessaging.pipeline.Guard;
import org.securemessaging.pipeline.publication.CertificatePublisher;
import org.securemessaging.pipeline.publication.CertificatePublisher.Taken;
import org.securemessaging.pipeline.report.ProfileAttribute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes in the directory the certificates to which the signers of a mail that passed want to be
 * written. They are taken from the attributes that {@link SMIMEVerify} wrote; the mail stays as it
 * is, and goes on whatever happens: what the directory does not take now waits on disk.
 *
 * <pre>{@code
 * <mailet match="All" class="org.securemessaging.mailets.PublishCertificates"/>
 * }</pre>
 *
 * <p>It has no parameters: where and how is said in {@code securemessaging.xml}. Thread safe.
 */
public final class PublishCertificates extends GenericMailet {
    static final Set<String> PARAMETERS = Set.of();

    private static final Logger LOGGER = LoggerFactory.getLogger(PublishCertificates.class);

    private final CertificatePublisher publisher;
    private final Guard guard = new Guard("PublishCertificates");

    /**
     * Takes the publisher.
     *
     * @param publisher the publisher
     */
    @Inject
    public PublishCertificates(CertificatePublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void init() throws MessagingException {
        new Parameters("PublishCertificates", this, PARAMETERS);
    }

    @Override
    public void service(Mail mail) {
        for (ProfileAttribute.Signer signer : ProfileAttribute.read(mail)) {
            guard.attempt(mail, () -> publish(mail, signer));
        }
    }

    @Override
    public String getMailetInfo() {
        return "Publishes the certificates of signers who passed";
    }

    private Taken publish(Mail mail, ProfileAttribute.Signer signer) {
        Optional<PersonAddress> address = PersonAddress.parse(signer.address());
        if (address.isEmpty()) {
            LOGGER.debug("Mail {}: the signer's address is none that is published", mail.getName());
            return Taken.KNOWN;
        }
        Taken taken = publisher.publish(address.get(), signer.profile());
        if (taken == Taken.FULL) {
            LOGGER.warn(
                    "Mail {}: the outbox is full, the certificate of {} is not published",
                    mail.getName(),
                    address.get());
        }
        return taken;
    }
}
