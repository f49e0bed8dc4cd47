package org.securemessaging.verification;

import java.util.Locale;

/** How a layer is carried in the message (RFC 8551 §3.5). Immutable and thread safe. */
public enum LayerForm {
    /** {@code multipart/signed}: the content stands in clear beside its signature. */
    CLEAR,
    /** {@code application/pkcs7-mime}: the content, if any, stands inside the CMS structure. */
    OPAQUE;

    /**
     * The word used in attributes and in JSON.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
