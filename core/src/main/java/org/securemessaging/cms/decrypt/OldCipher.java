package org.securemessaging.cms.decrypt;

/**
 * Ciphers that are read by explicit permission only: too weak for today's mail, but there is old
 * mail. Immutable and thread safe.
 */
public enum OldCipher {
    /** Triple-DES (RFC 3370 §5.1); its blocks of 64 bits are too short for large content. */
    TRIPLE_DES("3DES"),
    /** RC2 (RFC 3370 §5.2), as weak as its key, which may have 40 bits. */
    RC2("RC2"),
    /** CAST5 (RFC 2984), of which a sender may have chosen 40 bits. */
    CAST5("CAST5"),
    /** DES, which falls within a day. */
    DES("DES");

    private final String title;

    OldCipher(String title) {
        this.title = title;
    }

    /**
     * The name that people write.
     *
     * @return such as {@code 3DES}
     */
    public String title() {
        return title;
    }
}
