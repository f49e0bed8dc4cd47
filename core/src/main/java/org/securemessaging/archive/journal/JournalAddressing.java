package org.securemessaging.archive.journal;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.securemessaging.mime.Header;
import org.securemessaging.mime.Mailbox;
import org.securemessaging.mime.Mailboxes;

/** Makes a report's text of a mail's header and envelope. Stateless. */
public final class JournalAddressing {
    private JournalAddressing() {}

    /**
     * Tells who sent what to whom.
     *
     * @param header the message's header
     * @param envelopeSender stands for the sender if the header names none
     * @param recipients whom it goes to
     * @param submitted whether the sender logged in: only then the header's To and Cc are worth
     *     more than the envelope
     * @return the text
     */
    public static JournalText text(
            Header header,
            String envelopeSender,
            List<EnvelopeRecipient> recipients,
            boolean submitted) {
        Optional<String> from = addresses(header, "From").findFirst();
        Optional<String> sender = addresses(header, "Sender").findFirst();
        Set<String> to = submitted ? folded(header, "To") : Set.of();
        Set<String> cc = submitted ? folded(header, "Cc") : Set.of();
        return new JournalText(
                sender.or(() -> from).orElse(envelopeSender),
                sender.isPresent() && !sender.equals(from) ? from : Optional.empty(),
                header.first("Subject").map(field -> decoded(field.body())).orElse(""),
                header.first("Message-ID").map(field -> field.body()).orElse(""),
                recipients.stream()
                        .map(
                                recipient ->
                                        new JournalRecipient(
                                                submitted
                                                        ? field(recipient.addressed(), to, cc)
                                                        : JournalRecipient.Field.RECIPIENT,
                                                recipient.address(),
                                                recipient.source()))
                        .toList());
    }

    private static JournalRecipient.Field field(String address, Set<String> to, Set<String> cc) {
        String folded = address.toLowerCase(Locale.ROOT);
        if (to.contains(folded)) {
            return JournalRecipient.Field.TO;
        }
        return cc.contains(folded) ? JournalRecipient.Field.CC : JournalRecipient.Field.BCC;
    }

    private static Set<String> folded(Header header, String name) {
        Set<String> folded = new HashSet<>();
        addresses(header, name).forEach(each -> folded.add(each.toLowerCase(Locale.ROOT)));
        return folded;
    }

    private static Stream<String> addresses(Header header, String name) {
        return header.all(name).stream()
                .flatMap(field -> Mailboxes.of(field).mailboxes().stream())
                .map(Mailbox::addrSpec);
    }

    private static String decoded(String subject) {
        return DecoderUtil.decodeEncodedWords(subject, DecodeMonitor.SILENT);
    }
}
