package org.securemessaging.cms.message;

/** What becomes of a message's own header when its content is signed or encrypted (RFC 9788). */
public enum HeaderProtection {
    /** It stays outside alone, and anyone on the way can change it. */
    NONE,
    /** It goes inside too, and stays outside as it is: {@code hp="clear"}. For signed messages. */
    CLEAR,
    /**
     * It goes inside too, and outside Subject says nothing, while Comments, Keywords and
     * Thread-Topic are gone: {@code hp="cipher"} with the policy {@code hcp_baseline} (RFC 9788
     * §3.2.1). For encrypted messages.
     */
    HIDDEN;

    /** The parameter's value; nothing for {@link #NONE}. */
    String mark() {
        return switch (this) {
            case NONE -> "";
            case CLEAR -> "clear";
            case HIDDEN -> "cipher";
        };
    }
}
