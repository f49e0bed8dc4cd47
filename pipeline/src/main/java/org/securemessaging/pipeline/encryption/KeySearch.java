package org.securemessaging.pipeline.encryption;

import org.securemessaging.cms.encrypt.KeyRecipient;
import org.securemessaging.cms.encrypt.ReaderCapabilities;

/** What came of looking for the key that mail to somebody is encrypted to. */
sealed interface KeySearch {
    /**
     * There is one.
     *
     * @param key the certificate, and how its key is used
     * @param reads what the recipient can read
     */
    record Found(KeyRecipient key, ReaderCapabilities reads) implements KeySearch {}

    /**
     * There is none.
     *
     * @param reason why
     */
    record Missing(RefusalReason reason) implements KeySearch {}

    /**
     * It can't be known now.
     *
     * @param why what is away, for the log
     */
    record Unknown(String why) implements KeySearch {}
}
