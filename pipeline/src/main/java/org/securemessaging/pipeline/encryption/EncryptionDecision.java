package org.securemessaging.pipeline.encryption;

import java.util.List;

/** What is to be done with a mail. */
public sealed interface EncryptionDecision {
    /**
     * Each recipient is in one of the three lists.
     *
     * @param groups who get it encrypted
     * @param clear who get it as it is
     * @param refused who do not get it, of which the sender is told
     */
    record Deliver(List<EncryptedGroup> groups, List<Addressee> clear, List<Refusal> refused)
            implements EncryptionDecision {
        /** Copies the lists. */
        public Deliver {
            groups = List.copyOf(groups);
            clear = List.copyOf(clear);
            refused = List.copyOf(refused);
        }
    }

    /**
     * It can't be decided now, and nobody gets anything.
     *
     * @param recipients all of them
     * @param why what is away, for the log
     */
    record Later(List<Addressee> recipients, String why) implements EncryptionDecision {
        /** Copies the list. */
        public Later {
            recipients = List.copyOf(recipients);
        }

        /**
         * What is done if nobody wants to wait, or waits any longer: nobody gets it, for with a
         * source away it is not known who may get it in clear.
         *
         * @return the decision
         */
        public Deliver refusal() {
            return refusing(recipients, RefusalReason.UNAVAILABLE);
        }
    }

    /**
     * Nobody gets it.
     *
     * @param recipients all recipients
     * @param reason why
     * @return the decision
     */
    static Deliver refusing(List<Addressee> recipients, RefusalReason reason) {
        return new Deliver(
                List.of(),
                List.of(),
                recipients.stream().map(each -> new Refusal(each, reason)).toList());
    }
}
