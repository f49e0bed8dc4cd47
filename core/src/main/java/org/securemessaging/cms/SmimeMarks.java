package org.securemessaging.cms;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.securemessaging.mime.ContentType;
import org.securemessaging.mime.Entity;

/** The marks by which an entity says that it is S/MIME (RFC 8551 §3.2.1, §3.10). */
final class SmimeMarks {
    private static final Set<String> SIGNATURE_TYPES =
            Set.of("application/pkcs7-signature", "application/x-pkcs7-signature");
    private static final Set<String> MIME_TYPES =
            Set.of("application/pkcs7-mime", "application/x-pkcs7-mime");
    private static final Set<String> PROTOCOLS =
            Set.of(
                    "application/pkcs7-signature",
                    "application/x-pkcs7-signature",
                    "application/pkcs7-mime",
                    "application/x-pkcs7-mime");

    private SmimeMarks() {}

    /** Whether the body claims to be a CMS structure, by its type or by its file name. */
    static boolean opaque(Entity entity) {
        ContentType type = entity.contentType();
        if (SIGNATURE_TYPES.contains(type.mimeType()) || MIME_TYPES.contains(type.mimeType())) {
            return true;
        }
        return !type.isMultipart()
                && !type.type().equals("message")
                && (named(entity, ".p7m") || named(entity, ".p7s") || named(entity, ".p7z"));
    }

    /** Whether a part of multipart/signed claims to be the signature. */
    static boolean signature(Entity part) {
        String type = part.contentType().mimeType();
        return SIGNATURE_TYPES.contains(type) || MIME_TYPES.contains(type) || named(part, ".p7s");
    }

    /** Whether a multipart/signed names S/MIME as its protocol. */
    static boolean protocol(Entity multipart) {
        return multipart
                .contentType()
                .parameter("protocol")
                .map(SmimeMarks::word)
                .filter(PROTOCOLS::contains)
                .isPresent();
    }

    static Optional<String> smimeType(Entity entity) {
        return entity.contentType().parameter("smime-type").map(SmimeMarks::word);
    }

    /** In lower case, and without the apostrophes that some take for quotes. */
    private static String word(String value) {
        return value.replace("'", "").strip().toLowerCase(Locale.ROOT);
    }

    private static boolean named(Entity entity, String suffix) {
        return entity.fileName()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> name.endsWith(suffix))
                .isPresent();
    }
}
