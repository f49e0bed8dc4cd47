package org.securemessaging.pipeline.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import javax.mail.MessagingException;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.mailet.Mail;
import org.securemessaging.archive.ArchiveRecord;
import org.securemessaging.archive.ArchiveTarget;
import org.securemessaging.archive.ArchiveUnavailableException;
import org.securemessaging.archive.Carriage;

/**
 * Files records in one of James's mail repositories, under their keys. How well they are kept there
 * is up to the repository. Thread safe.
 */
final class RepositoryTarget implements ArchiveTarget {
    private final MailRepositoryUrl url;
    private final MailRepositoryStore repositories;

    RepositoryTarget(MailRepositoryUrl url, MailRepositoryStore repositories) {
        this.url = url;
        this.repositories = repositories;
    }

    @Override
    public String name() {
        return "repository " + url.asString();
    }

    @Override
    public void file(ArchiveRecord record) {
        try {
            MailRepository repository = repositories.select(url);
            if (!holds(repository, record)) {
                store(repository, record);
            }
        } catch (MessagingException
                | MailRepositoryStore.MailRepositoryStoreException
                | IOException e) {
            throw new ArchiveUnavailableException(name() + ": " + e.getMessage(), e);
        }
    }

    private static boolean holds(MailRepository repository, ArchiveRecord record)
            throws MessagingException {
        Mail found = repository.retrieve(new MailKey(record.key().hex()));
        if (found == null) {
            return false;
        }
        LifecycleUtil.dispose(found);
        return true;
    }

    private static void store(MailRepository repository, ArchiveRecord record)
            throws MessagingException, IOException {
        MimeMessageInputStreamSource message =
                MimeMessageInputStreamSource.create("Journal-" + record.key());
        MailImpl mail = MailImpl.builder().name(record.key().hex()).build();
        try {
            try (OutputStream out = new BufferedOutputStream(message.getWritableOutputStream())) {
                record.content().writeTo(out, Carriage.BINARY);
            } catch (IOException | RuntimeException e) {
                LifecycleUtil.dispose(message);
                throw e;
            }
            mail.setMessageContent(message);
            repository.store(mail);
        } finally {
            LifecycleUtil.dispose(mail);
        }
    }
}
