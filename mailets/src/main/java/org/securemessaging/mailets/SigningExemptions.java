package org.securemessaging.mailets;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.mailet.Mail;
import org.securemessaging.cms.CmsType;
import org.securemessaging.cms.LayerCarrier;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.Header;
import org.securemessaging.pipeline.encryption.LeaveEncrypted;
import org.securemessaging.pipeline.engine.EncryptedMail;

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
    Optional<String> of(Mail mail, Entity message, EncryptedMail encryption) throws IOException {
        if (!bounces && mail.getMaybeSender().isNullSender()) {
            return Optional.of("a bounce");
        }
        if (!lists && isOfList(message.header())) {
            return Optional.of("of a mailing list");
        }
        if (encryption.is(message, LeaveEncrypted.SMIME_AND_PGP)) {
            return encrypted ? Optional.empty() : Optional.of("encrypted already");
        }
        return !signed && isSigned(message) ? Optional.of("signed already") : Optional.empty();
    }

    /** By what it is: a label alone would let whoever writes it go unsigned. */
    static boolean isSigned(Entity message) throws IOException {
        LayerCarrier carrier = LayerCarrier.of(message);
        if (carrier instanceof LayerCarrier.ClearSigned clear) {
            return isSigned(clear.signature());
        } else if (carrier instanceof LayerCarrier.Opaque opaque) {
            return opaque.type() == CmsType.SIGNED_DATA;
        }
        return message.contentType().is("multipart/signed")
                && message.parts().size() == 2
                && message.parts().get(1).contentType().is("application/pgp-signature");
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
