package org.securemessaging.mime.transport;

import java.io.IOException;
import java.util.Optional;
import org.securemessaging.mime.CanonicalInputStream;
import org.securemessaging.mime.ContentType;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.TransferEncoding;

/**
 * How the body of an entity without parts is written so that it survives.
 *
 * @param label what Content-Transfer-Encoding says from now on; empty if the field stays
 * @param body the body from now on; empty if it stays
 * @param fit whether it survives so; false if it may not be encoded
 * @param canonical whether a body that stays has CRLF at all line ends already
 */
record LeafEncoding(
        Optional<String> label, Optional<Content> body, boolean fit, boolean canonical) {

    static LeafEncoding of(Entity entity) throws IOException {
        BodyScan scan = BodyScan.of(entity.body());
        return switch (entity.transferEncoding()) {
            case SEVEN_BIT -> scan.safe() ? asItIs(scan) : text(entity, scan);
            case EIGHT_BIT -> scan.safe() ? relabelled(scan) : text(entity, scan);
            case BINARY -> binary(entity, scan);
            case BASE64 ->
                    scan.safe() ? asItIs(scan) : base64(entity::decodedBody, Optional.empty());
            case QUOTED_PRINTABLE -> scan.safe() ? asItIs(scan) : quotedAnew(entity, scan);
            // RFC 2045 §6.4: nobody here knows what the octets mean, so nobody may encode them.
            case UNKNOWN -> scan.safe() ? asItIs(scan) : unfit(scan);
        };
    }

    /**
     * For an entity that may not be encoded, such as a signed one, which its own signer risked so.
     */
    static LeafEncoding untouchable(Entity entity) throws IOException {
        BodyScan scan = BodyScan.of(entity.body());
        return scan.passable() ? asItIs(scan) : unfit(scan);
    }

    /** Lines of text, whose line ends are line ends whatever they are made of. */
    private static LeafEncoding text(Entity entity, BodyScan scan) throws IOException {
        if (mustNotBeEncoded(entity.contentType())) {
            return unfit(scan);
        }
        if (scan.nul()) {
            return base64(() -> entity.body().open(), Optional.of("base64"));
        }
        Content lines = () -> new CanonicalInputStream(entity.body());
        return scan.dense()
                ? base64(lines, Optional.of("base64"))
                : quoted(() -> new QuotedPrintableLinesInputStream(lines.open(), false));
    }

    /** Octets, of which a line feed may be one. */
    private static LeafEncoding binary(Entity entity, BodyScan scan) {
        if (scan.safe() && !scan.bareLineFeed()) {
            return relabelled(scan);
        }
        if (mustNotBeEncoded(entity.contentType())) {
            return unfit(scan);
        }
        Content octets = () -> entity.body().open();
        return entity.contentType().type().equals("text") && !scan.dense()
                ? quoted(() -> new QuotedPrintableLinesInputStream(octets.open(), false))
                : base64(octets, Optional.of("base64"));
    }

    private static LeafEncoding quotedAnew(Entity entity, BodyScan scan) {
        boolean feedIsBreak = scan.bareLineFeed();
        Content body = () -> new QuotedPrintableLinesInputStream(entity.decodedBody(), feedIsBreak);
        return new LeafEncoding(Optional.empty(), Optional.of(body), true, true);
    }

    private static LeafEncoding asItIs(BodyScan scan) {
        return new LeafEncoding(Optional.empty(), Optional.empty(), true, !scan.bareLineFeed());
    }

    private static LeafEncoding relabelled(BodyScan scan) {
        return new LeafEncoding(Optional.of("7bit"), Optional.empty(), true, !scan.bareLineFeed());
    }

    private static LeafEncoding unfit(BodyScan scan) {
        return new LeafEncoding(Optional.empty(), Optional.empty(), false, !scan.bareLineFeed());
    }

    private static LeafEncoding quoted(Content body) {
        return new LeafEncoding(Optional.of("quoted-printable"), Optional.of(body), true, true);
    }

    private static LeafEncoding base64(Content octets, Optional<String> label) {
        Content body = () -> new Base64LinesInputStream(octets.open());
        return new LeafEncoding(label, Optional.of(body), true, true);
    }

    /** RFC 2046 §5.2.2, §5.2.3: 7bit always. */
    private static boolean mustNotBeEncoded(ContentType type) {
        return type.is("message/partial")
                || type.is("message/external-body")
                || type.is("message/rfc822");
    }

    /** Whether the encoding is one that parts may have around them. */
    static boolean passesParts(TransferEncoding encoding) {
        return encoding == TransferEncoding.SEVEN_BIT
                || encoding == TransferEncoding.EIGHT_BIT
                || encoding == TransferEncoding.BINARY;
    }
}
