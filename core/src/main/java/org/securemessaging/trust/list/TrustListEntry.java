package org.securemessaging.trust.list;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One line of a trust list: something said of the one certificate with a thumbprint. A certificate
 * with the same name and key but other octets is another one. Immutable and thread safe.
 */
public sealed interface TrustListEntry {
    /**
     * Which certificate is meant.
     *
     * @return the SHA-256 of its DER, 64 lower-case hexadecimal digits
     */
    String thumbprint();

    /**
     * For which purposes this is said.
     *
     * @return the purposes; empty for every one
     */
    Set<Purpose> purposes();

    /**
     * When this is said, in the time that a path is judged for, which for archived mail is past.
     *
     * @return the stretch of time
     */
    TimeFrame time();

    /**
     * Why, in an administrator's words.
     *
     * @return one line, may be empty
     */
    String remark();

    /**
     * Whether the entry speaks of a purpose.
     *
     * @param purpose any
     * @return true if it names it, or names none
     */
    default boolean speaksOf(Purpose purpose) {
        return purposes().isEmpty() || purposes().contains(purpose);
    }

    /**
     * Whether the entry is in force.
     *
     * @param purpose what a certificate is used for
     * @param at the time a path is judged for
     * @return true if both fit
     */
    default boolean inForce(Purpose purpose, Instant at) {
        return speaksOf(purpose) && time().contains(at);
    }

    /**
     * No path that holds the certificate, at any place, is accepted. A deny wins over every allow.
     *
     * @param thumbprint which certificate is meant
     * @param purposes for which purposes; empty for every one
     * @param time when
     * @param remark why
     */
    record Deny(String thumbprint, Set<Purpose> purposes, TimeFrame time, String remark)
            implements TrustListEntry {
        /**
         * Checks the form.
         *
         * @throws IllegalArgumentException if the thumbprint or the remark is malformed
         */
        public Deny {
            thumbprint = Form.thumbprint(thumbprint);
            purposes = Set.copyOf(purposes);
            Form.checkRemark(remark);
        }
    }

    /**
     * The certificate is known to be good. Alone this accepts nothing that would not be accepted
     * anyway; what it is to accept it must say.
     *
     * @param thumbprint which certificate is meant
     * @param purposes for which purposes; empty for every one
     * @param time when
     * @param expired whether it does not matter that this certificate, or one above it in the path,
     *     has expired
     * @param unreachable whether a path may end in this certificate as if it were an anchor, where
     *     no other is accepted
     * @param remark why
     */
    record Allow(
            String thumbprint,
            Set<Purpose> purposes,
            TimeFrame time,
            boolean expired,
            boolean unreachable,
            String remark)
            implements TrustListEntry {
        /**
         * Checks the form.
         *
         * @throws IllegalArgumentException if the thumbprint or the remark is malformed
         */
        public Allow {
            thumbprint = Form.thumbprint(thumbprint);
            purposes = Set.copyOf(purposes);
            Form.checkRemark(remark);
        }
    }

    /**
     * What the administrator asks of the paths that end in an anchor, beyond what its certificate
     * says. It makes nothing an anchor. Unlike the other entries it never lapses: outside of its
     * purposes and time the anchor vouches for nothing. Several for one anchor all hold.
     *
     * @param thumbprint which anchor is meant
     * @param purposes what it may vouch for; empty for everything
     * @param time when it is an anchor
     * @param permitted mail names it may vouch for, as RFC 5280 §4.2.1.10 writes them: {@code
     *     user@example.org}, {@code example.org} for all addresses at this host, {@code
     *     .example.org} for those below it; empty for all
     * @param excluded mail names it may not vouch for
     * @param issuedBefore only targets whose notBefore is earlier are accepted
     * @param remark why
     */
    record AnchorConstraint(
            String thumbprint,
            Set<Purpose> purposes,
            TimeFrame time,
            List<String> permitted,
            List<String> excluded,
            Optional<Instant> issuedBefore,
            String remark)
            implements TrustListEntry {
        /**
         * Checks the form.
         *
         * @throws IllegalArgumentException if the thumbprint, a name or the remark is malformed
         */
        public AnchorConstraint {
            thumbprint = Form.thumbprint(thumbprint);
            purposes = Set.copyOf(purposes);
            permitted = permitted.stream().map(Form::mailName).toList();
            excluded = excluded.stream().map(Form::mailName).toList();
            Form.checkRemark(remark);
        }
    }

    /** The forms that can be written in one line. */
    final class Form {
        // A sentence or two; what is longer is a document of its own.
        private static final int MAXIMUM_REMARK = 1000;
        // RFC 5321 §4.5.3.1.3.
        private static final int MAXIMUM_NAME = 254;
        private static final Pattern THUMBPRINT = Pattern.compile("[0-9a-f]{64}");
        private static final Pattern LINE_BREAK_OR_CONTROL =
                Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");
        private static final Pattern MAIL_NAME =
                Pattern.compile("([^\\s\\p{Cc},#@]+@|\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)*");

        private Form() {}

        static String thumbprint(String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            if (!THUMBPRINT.matcher(lower).matches()) {
                throw new IllegalArgumentException(
                        "a SHA-256 thumbprint has 64 hexadecimal digits, not \"" + text + "\"");
            }
            return lower;
        }

        static String mailName(String text) {
            int at = text.lastIndexOf('@') + 1;
            String name = text.substring(0, at) + text.substring(at).toLowerCase(Locale.ROOT);
            if (name.length() > MAXIMUM_NAME || !MAIL_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "a mail name is user@example.org, example.org or .example.org (other"
                                + " scripts as xn--), not \""
                                + text
                                + "\"");
            }
            return name;
        }

        static void checkRemark(String remark) {
            if (remark.length() > MAXIMUM_REMARK
                    || LINE_BREAK_OR_CONTROL.matcher(remark).find()
                    || !remark.equals(remark.strip())) {
                throw new IllegalArgumentException(
                        "a remark is one line of at most " + MAXIMUM_REMARK + " characters");
            }
        }
    }
}
