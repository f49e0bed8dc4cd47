package org.securemessaging.mime;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * What mail programs write before and behind the parts of a multipart (RFC 2046 §5.1.1), where
 * nobody looks and anything can stand. Stateless.
 */
public final class KnownPreamble {
    /** Those of Thunderbird, Enigmail, Evolution, OpenSSL and the RFCs' examples. */
    private static final Set<String> KNOWN =
            Set.of(
                    "",
                    "This is a multi-part message in MIME format.",
                    "This is a MIME-formatted message.",
                    "This is an S/MIME signed message",
                    "This is a cryptographically signed message in MIME format.",
                    "This is an OpenPGP/MIME encrypted message (RFC 4880 and 3156)",
                    "This is an OpenPGP/MIME encrypted message (RFC 2440 and 3156)");

    private static final int LONGEST = 200;

    private KnownPreamble() {}

    /**
     * Whether a multipart holds nothing beside its parts: it is closed, can be read in one way
     * only, and before and behind the parts there is nothing of anybody's.
     *
     * @param multipart the entity
     * @return false if there is something, or may be for others
     */
    public static boolean onlyParts(Entity multipart) {
        return multipart.closed()
                && multipart.defects().stream().noneMatch(Defect::isAmbiguous)
                && multipart.preamble().map(KnownPreamble::text).map(KNOWN::contains).orElse(true)
                && multipart.epilogue().map(KnownPreamble::text).map(String::isEmpty).orElse(true)
                && multipart.parts().stream().allMatch(KnownPreamble::describesContent);
    }

    private static String text(Octets octets) {
        return octets.length() > LONGEST
                ? "too long"
                : new String(octets.toByteArray(LONGEST), StandardCharsets.ISO_8859_1).strip();
    }

    /** RFC 2045 §9: other fields of a part mean nothing, but can be read. */
    private static boolean describesContent(Entity part) {
        return part.defects().stream().noneMatch(Defect::isAmbiguous)
                && part.header().fields().stream()
                        .allMatch(field -> field.name().regionMatches(true, 0, "Content-", 0, 8));
    }
}
