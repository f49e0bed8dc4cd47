package org.securemessaging.mailets;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.archive.RecordKind;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.pipeline.archive.Archive;
import org.securemessaging.pipeline.archive.ArchiveAttributes;
import org.securemessaging.pipeline.archive.MailFacts;
import org.securemessaging.pipeline.archive.MailReader;
import org.securemessaging.pipeline.message.RawMessage;

/**
 * Tries to archive a mail. Thread safe.
 *
 * @param archive makes and files records
 * @param reader says what James knows of a mail
 * @param limits what of a message goes to a file
 * @param tells what is told of it
 * @param encryptedOnly whether others are passed over
 */
record ArchiveStep(
        Archive archive,
        MailReader reader,
        SpoolLimits limits,
        RecordKind tells,
        boolean encryptedOnly) {
    /** Tries. */
    ArchiveAttempt attempt(Mail mail) throws MessagingException, IOException {
        Optional<RecordKey> archived = ArchiveAttributes.key(mail);
        if (tells == RecordKind.BOUNCE && archived.isEmpty()) {
            return ArchiveAttempt.nothing();
        }
        try (InputStream in = new RawMessage(mail, limits).open();
                MessageBytes message = MessageBytes.read(in, limits)) {
            MailFacts facts = reader.facts(mail);
            return tells == RecordKind.REPORT
                    ? report(mail, facts, message)
                    : bounce(mail, archived.get(), facts, message);
        }
    }

    private ArchiveAttempt report(Mail mail, MailFacts facts, MessageBytes message)
            throws IOException {
        RecordKey key = RecordKey.of(message.octets(), facts.sender(), facts.addressed());
        if (ArchiveAttributes.key(mail).filter(key::equals).isPresent()
                || (encryptedOnly && !archive.isEncrypted(message.octets()))) {
            return ArchiveAttempt.nothing();
        }
        Set<String> already = ArchiveAttributes.filed(mail, key);
        return ArchiveAttempt.of(key, archive.fileReport(key, facts, message, already));
    }

    private ArchiveAttempt bounce(
            Mail mail, RecordKey report, MailFacts facts, MessageBytes message) {
        Optional<String> why = reader.error(mail);
        Set<String> already = ArchiveAttributes.filed(mail, report);
        return ArchiveAttempt.of(report, archive.fileBounce(report, facts, message, why, already));
    }
}
