package org.securemessaging.cms.encrypt;

/**
 * A message can't be encrypted, however often it is tried, since it can't be said what in it is
 * header and what content. The text is for an administrator's log.
 */
public final class MessageNotEncryptableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MessageNotEncryptableException(String why) {
        super(why);
    }
}
