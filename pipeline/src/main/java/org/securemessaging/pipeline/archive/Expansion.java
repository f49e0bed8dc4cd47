package org.securemessaging.pipeline.archive;

import com.google.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.core.MailAddress;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.rrt.lib.Mappings;
import org.securemessaging.archive.journal.EnvelopeRecipient;
import org.securemessaging.archive.journal.JournalRecipient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom James's recipient rewrite table makes of a recipient: members of groups, targets of
 * forwards. Thread safe.
 */
public final class Expansion {
    private static final Logger LOGGER = LoggerFactory.getLogger(Expansion.class);

    private final RecipientRewriteTable table;

    /**
     * Takes the table.
     *
     * @param table James's table
     */
    @Inject
    public Expansion(RecipientRewriteTable table) {
        this.table = table;
    }

    /**
     * Looks a recipient up.
     *
     * @param recipient an envelope recipient
     * @return those the mail goes to in the end; himself alone if nothing is written about him
     */
    public List<EnvelopeRecipient> of(MailAddress recipient) {
        try {
            Mappings mappings =
                    table.getResolvedMappings(recipient.getLocalPart(), recipient.getDomain());
            List<EnvelopeRecipient> expanded =
                    mappings.asStream()
                            .flatMap(mapping -> mapping.asMailAddress().stream())
                            .filter(address -> !address.equals(recipient))
                            .map(address -> via(address, recipient, reason(mappings)))
                            .toList();
            boolean himselfToo = expanded.size() < mappings.asStream().count();
            return expanded.isEmpty()
                    ? List.of(plain(recipient))
                    : himselfToo ? joined(plain(recipient), expanded) : expanded;
        } catch (RecipientRewriteTable.ErrorMappingException | RecipientRewriteTableException e) {
            // The same happens to the mailet that delivers; the mail then bounces.
            LOGGER.info("The rewrite table has no answer for a recipient: {}", e.getMessage());
            return List.of(plain(recipient));
        }
    }

    private static JournalRecipient.Reason reason(Mappings mappings) {
        return mappings.contains(Mapping.Type.Forward)
                ? JournalRecipient.Reason.FORWARDED
                : JournalRecipient.Reason.EXPANDED;
    }

    private static EnvelopeRecipient via(
            MailAddress address, MailAddress addressed, JournalRecipient.Reason reason) {
        return new EnvelopeRecipient(
                address.asString(),
                Optional.of(new JournalRecipient.Source(reason, addressed.asString())));
    }

    private static EnvelopeRecipient plain(MailAddress address) {
        return new EnvelopeRecipient(address.asString(), Optional.empty());
    }

    private static List<EnvelopeRecipient> joined(
            EnvelopeRecipient first, List<EnvelopeRecipient> others) {
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }
}
