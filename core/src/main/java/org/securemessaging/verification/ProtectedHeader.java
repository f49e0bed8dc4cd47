package org.securemessaging.verification;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.securemessaging.mime.ContentType;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.Header;
import org.securemessaging.mime.HeaderField;
import org.securemessaging.mime.MimeBudget;

/**
 * The header that is signed along with a content, if there is one: that of the content itself if it
 * says so (RFC 9788 §4.1, and the older {@code protected-headers}), or that of a message which
 * wraps the author's (RFC 8551 §3.1, RFC 9788 §4.10).
 */
final class ProtectedHeader {
    /** What describes the content, or this very protection, and so has no outer counterpart. */
    private static final Set<String> OF_CONTENT = Set.of("mime-version", "hp-outer");

    /** What the policy {@code hcp_baseline} hides (RFC 9788 §3.2.1), and Outlook's copy of it. */
    private static final Set<String> HIDEABLE =
            Set.of("subject", "comments", "keywords", "thread-topic");

    /** A mail has some dozens of fields; more differences tell nothing more. */
    private static final int MOST_DIFFERENCES = 50;

    /** As long as a line of mail may be. */
    private static final int LONGEST_TEXT = 998;

    private final EntityReader reader;
    private final MimeBudget budget;

    ProtectedHeader(EntityReader reader, MimeBudget budget) {
        this.reader = reader;
        this.budget = budget;
    }

    /**
     * Compares.
     *
     * @param outer the message's own header
     * @param content what was signed, with no further layer inside
     * @return the fields that differ, in the order in which they were signed
     */
    List<HeaderDifference> differences(Header outer, Entity content) {
        return of(outer, content).map(header -> compare(outer, header)).orElse(List.of());
    }

    private Optional<Header> of(Header outer, Entity content) {
        ContentType type = content.contentType();
        if (type.parameter("hp").isPresent()
                || type.parameter("protected-headers").filter("v1"::equals).isPresent()) {
            return Optional.of(content.header());
        }
        if (!type.is("message/rfc822")) {
            return Optional.empty();
        }
        Header wrapped = reader.read(content.body(), budget).header();
        boolean declared = type.parameter("forwarded").filter("no"::equalsIgnoreCase).isPresent();
        return declared || sameMessage(outer, wrapped) ? Optional.of(wrapped) : Optional.empty();
    }

    /** Whoever forwards a mail gives it an identifier of its own; whoever wraps it does not. */
    private static boolean sameMessage(Header outer, Header wrapped) {
        Optional<String> identifier = wrapped.first("Message-ID").map(HeaderField::body);
        return identifier.isPresent()
                && identifier.equals(outer.first("Message-ID").map(HeaderField::body));
    }

    private static List<HeaderDifference> compare(Header outer, Header signed) {
        Map<String, String> names = new LinkedHashMap<>();
        for (HeaderField field : signed.fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (field.wellFormed() && !name.startsWith("content-") && !OF_CONTENT.contains(name)) {
                names.putIfAbsent(name, field.name());
            }
        }
        List<HeaderDifference> differences = new ArrayList<>();
        for (String name : names.values()) {
            List<String> inside = texts(signed.all(name).stream().map(HeaderField::body));
            List<String> outside = texts(outer.all(name).stream().map(HeaderField::body));
            boolean same = inside.equals(outside) || hidden(name, signed, outside);
            if (!same && differences.size() < MOST_DIFFERENCES) {
                differences.add(new HeaderDifference(name, cut(outside), cut(inside)));
            }
        }
        return differences;
    }

    /**
     * Whether the author hid a field, and outside is what he put there instead (RFC 9788 §2.2).
     * That is believed of fields alone that say nothing of who writes to whom.
     */
    private static boolean hidden(String name, Header signed, List<String> outside) {
        if (!HIDEABLE.contains(name.toLowerCase(Locale.ROOT)) || !hides(signed)) {
            return false;
        }
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return outside.equals(
                texts(
                        signed.all("HP-Outer").stream()
                                .map(field -> field.body().strip())
                                .filter(body -> body.toLowerCase(Locale.ROOT).startsWith(start))
                                .map(body -> body.substring(start.length()))));
    }

    private static boolean hides(Header signed) {
        return signed.first("Content-Type")
                .map(field -> ContentType.parse(field.body()))
                .flatMap(type -> type.parameter("hp"))
                .filter("cipher"::equalsIgnoreCase)
                .isPresent();
    }

    /** What a reader is shown: decoded, and whatever the folding. */
    private static List<String> texts(Stream<String> bodies) {
        return bodies.map(body -> DecoderUtil.decodeEncodedWords(body, DecodeMonitor.SILENT))
                .map(text -> text.replaceAll("\\s+", " ").strip())
                .toList();
    }

    private static List<String> cut(List<String> texts) {
        return texts.stream()
                .limit(MOST_DIFFERENCES)
                .map(text -> text.substring(0, Math.min(LONGEST_TEXT, text.length())))
                .toList();
    }
}
