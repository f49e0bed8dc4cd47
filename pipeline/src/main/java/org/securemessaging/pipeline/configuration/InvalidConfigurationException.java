package org.securemessaging.pipeline.configuration;

/**
 * A configuration that can't be used. The message names the file, the element, the value and what
 * is accepted; it stops the start.
 */
public final class InvalidConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message a sentence for the administrator
     */
    public InvalidConfigurationException(String message) {
        super(message);
    }

    /**
     * Says what is wrong and why.
     *
     * @param message a sentence for the administrator
     * @param cause what was thrown below
     */
    public InvalidConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
