package org.securemessaging.mailets;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.mailet.Mail;
import org.securemessaging.cms.LayerCarrier;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.Header;

/**
 * Mail that is left unsigned because of what it is. Immutable and thread safe.
 *
 * @param signed whether mail is signed that is signed already
 * @param encrypted whether mail is signed that is encrypted
 * @param bounces whether mail with the null reverse-path is signed
 * @param lists whether mail of mailing lists is signed
 */
record SigningExemptions(boolean signed, boolean encrypted, boolean bounces, boolean lists) {
    /** Fields that lists put on what they pass on (RFC 2369, RFC 2919). */
    private static final Set<String> LIST_FIELDS =
            Set.of("list-id", "list-post", "list-unsubscribe", "mailing-list");

    /**
     * Why a mail is left as it is.
     *
     * @return a few words for the log; empty if it is to be signed
     */
    Optional<String> of(Mail mail, Entity message) {
        if (!bounces && mail.getMaybeSender().isNullSender()) {
            return Optional.of("a bounce");
        }
        if (!lists && isOfList(message.header())) {
            return Optional.of("of a mailing list");
        }
        String type = message.contentType().mimeType();
        if (type.equals("multipart/encrypted") || isEncrypted(message)) {
            return encrypted ? Optional.empty() : Optional.of("encrypted already");
        }
        boolean carries = !(LayerCarrier.of(message) instanceof LayerCarrier.Plain);
        return !signed && (carries || type.equals("multipart/signed"))
                ? Optional.of("signed already")
                : Optional.empty();
    }

    /** By what it says of itself: a wrong word here only leaves a mail as it is. */
    private static boolean isEncrypted(Entity message) {
        return LayerCarrier.of(message) instanceof LayerCarrier.Opaque opaque
                && !opaque.smimeType().filter("signed-data"::equals).isPresent();
    }

    private static boolean isOfList(Header header) {
        boolean listed =
                header.fields().stream()
                        .anyMatch(
                                field ->
                                        LIST_FIELDS.contains(
                                                field.name().toLowerCase(Locale.ROOT)));
        return listed
                || header.first("Precedence")
                        .filter(field -> field.body().equalsIgnoreCase("list"))
                        .isPresent();
    }
}
