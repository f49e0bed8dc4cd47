package org.securemessaging.pipeline;

import java.util.Optional;
import org.securemessaging.cms.decrypt.KeyRing;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.verification.OpenedMessage;
import org.securemessaging.verification.VerificationRequest;

/** What mailets, matchers and the archive need to read encrypted mail. Thread safe. */
public interface MessageUnlocker {
    /**
     * The circumstances as the configuration has them, now.
     *
     * @return the request
     */
    VerificationRequest request();

    /**
     * Opens a message's encrypted layers, and judges the signatures inside.
     *
     * @param message the octets that arrived; must stay open as long as the result is used
     * @param request the circumstances
     * @param keys with these keys: the whole vault for an archive, those of the recipients for mail
     *     that goes to them
     * @return what was found, to be closed; empty if the time for a mail was over
     * @throws org.securemessaging.cms.decrypt.KeyUnavailableException if a layer was not opened,
     *     and a key that might open it can't be had now: the mail may wait
     * @throws java.io.UncheckedIOException if the message, or a temporary file, can't be read or
     *     written
     */
    Optional<OpenedMessage> open(MessageBytes message, VerificationRequest request, KeyRing keys);

    /**
     * How much of a message is kept where.
     *
     * @return the limits
     */
    SpoolLimits spool();
}
