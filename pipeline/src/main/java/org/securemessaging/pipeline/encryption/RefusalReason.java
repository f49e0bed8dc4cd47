package org.securemessaging.pipeline.encryption;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a recipient does not get a mail, in words for its sender. */
public enum RefusalReason {
    /** No source has a certificate. */
    NO_CERTIFICATE("5.7.5", "no certificate is known to encrypt it to"),
    /** All there are have expired, or are not valid yet. */
    EXPIRED("5.7.5", "the certificate is not valid now"),
    /** A certificate is revoked, or denied by this server's trust list. */
    REVOKED("5.7.5", "the certificate was revoked"),
    /** No path leads to a trust anchor. */
    UNTRUSTED("5.7.5", "the certificate was issued by nobody whom this server trusts"),
    /** A certificate is for other things, or its key is too weak or of an unknown kind. */
    UNSUITABLE("5.7.5", "the certificate can't be used to encrypt mail"),
    /** The recipient can't read any cipher that may be used. */
    NO_CIPHER("5.7.6", "no cipher is allowed that the recipient can read"),
    /** The certificate of an additional recipient is missing. */
    ADDITIONAL(
            "5.7.5", "this server lacks a certificate that all such mail is encrypted to as well"),
    /** A source, or what is needed to judge a certificate, was away for too long. */
    UNAVAILABLE("4.7.5", "it could not be found out now whether there is a valid certificate"),
    /** The recipient's mail could be encrypted, but not that of all others. */
    WITH_OTHERS("5.7.0", "the message goes to all recipients or to nobody"),
    /** The envelope was to be signed, and there is no key of the sender's or his domain's. */
    NO_SIGNING_KEY("5.7.0", "this server has no key to sign it with for its sender"),
    /** The message is made in a way that it can't be encrypted without loss. */
    MALFORMED("5.6.0", "the message's header is malformed");

    private final String status;
    private final String text;

    RefusalReason(String status, String text) {
        this.status = status;
        this.text = text;
    }

    /**
     * The reason as templates and logs name it.
     *
     * @return lower-case words joined by hyphens
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The reason with a code.
     *
     * @param code lower-case words joined by hyphens
     * @return the reason, or empty if there is none with this code
     */
    public static Optional<RefusalReason> ofCode(String code) {
        return Arrays.stream(values()).filter(reason -> reason.code().equals(code)).findFirst();
    }

    /** The enhanced status code (RFC 3463, RFC 5248). */
    String status() {
        return status;
    }

    /** What the sender is told if the template has no other words. */
    String text() {
        return text;
    }
}
