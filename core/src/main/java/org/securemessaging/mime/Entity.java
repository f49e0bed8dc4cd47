package org.securemessaging.mime;

import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A MIME entity (RFC 2045 §2.4): a message or a part, as windows over the octets that arrived.
 *
 * <p>Header and body follow each other without a gap and make up {@link #octets()}; the parts of a
 * multipart lie inside its body, in order, and never overlap. Attached messages ({@code
 * message/rfc822}) are not taken apart: read their body with an {@link EntityReader}. Immutable and
 * thread safe.
 */
public final class Entity {
    private final Octets octets;
    private final long headerLength;
    private final Header header;
    private final ContentType contentType;
    private final TransferEncoding transferEncoding;
    private final List<Entity> parts;
    private final Optional<Octets> preamble;
    private final Optional<Octets> epilogue;
    private final Set<Defect> defects;

    Entity(EntityDraft draft, Octets whole, long end, EnumSet<Defect> defects) {
        long start = Math.min(draft.header().start(), end);
        long bodyStart = Math.min(draft.header().bodyStart(), end);
        this.octets = whole.slice(start, end);
        this.headerLength = bodyStart - start;
        this.header = draft.header().cutAt(bodyStart);
        this.contentType = draft.type();
        this.transferEncoding = draft.header().transferEncoding();
        this.parts = List.copyOf(draft.parts());
        this.preamble = draft.preamble(whole, bodyStart, end);
        this.epilogue = draft.epilogue(whole, end);
        this.defects = Set.copyOf(defects);
    }

    /**
     * Header and body as they arrived, without the line break that belongs to the delimiter behind
     * (RFC 2046 §5.1.1). This is what a signature in {@code multipart/signed} covers.
     *
     * @return the octets
     */
    public Octets octets() {
        return octets;
    }

    /**
     * The fields of the header.
     *
     * @return the header
     */
    public Header header() {
        return header;
    }

    /**
     * The header as it arrived, with the blank line that ends it.
     *
     * @return the octets before the body
     */
    public Octets headerOctets() {
        return octets.slice(0, headerLength);
    }

    /**
     * The body as it arrived, still in its transfer encoding.
     *
     * @return the octets behind the blank line
     */
    public Octets body() {
        return octets.slice(headerLength, octets.length());
    }

    /**
     * What the body holds, by the topmost Content-Type field or else by default.
     *
     * @return the type
     */
    public ContentType contentType() {
        return contentType;
    }

    /**
     * How the body is written, by the topmost Content-Transfer-Encoding field.
     *
     * @return the encoding
     */
    public TransferEncoding transferEncoding() {
        return transferEncoding;
    }

    /**
     * The name of the file that the body is to be saved as: Content-Disposition's {@code filename},
     * or else Content-Type's {@code name}, decoded by RFC 2231 and RFC 2047. Never use it as a
     * path.
     *
     * @return the name, or empty if there is none
     */
    public Optional<String> fileName() {
        return FileName.of(header, contentType);
    }

    /**
     * The body without its transfer encoding, taken leniently: in base64 all that is no base64 is
     * skipped, and what stands behind the padding too (RFC 2045 §6.8); an unknown encoding is left
     * as it is.
     *
     * @return a new stream
     */
    public InputStream decodedBody() {
        return TransferDecoding.open(body(), transferEncoding, false);
    }

    /**
     * As {@link #decodedBody}, but a stream that is corrupt throws a {@link
     * MalformedEncodingException} when it is read.
     *
     * @return a new stream
     */
    public InputStream strictlyDecodedBody() {
        return TransferDecoding.open(body(), transferEncoding, true);
    }

    /**
     * The parts of a multipart.
     *
     * @return an immutable list, empty for everything else
     */
    public List<Entity> parts() {
        return parts;
    }

    /**
     * What stands before the first delimiter of a multipart, without the line break before it.
     *
     * @return the octets, or empty if the body starts with the delimiter
     */
    public Optional<Octets> preamble() {
        return preamble;
    }

    /**
     * What stands behind the close delimiter's line.
     *
     * @return the octets, or empty if no line break follows the close delimiter
     */
    public Optional<Octets> epilogue() {
        return epilogue;
    }

    /**
     * Whether a multipart was ended by its own close delimiter.
     *
     * @return false if it was cut; true for everything that is no multipart
     */
    public boolean closed() {
        return !defects.contains(Defect.UNCLOSED_MULTIPART);
    }

    /**
     * What is wrong with this entity itself; its parts have their own.
     *
     * @return an immutable set
     */
    public Set<Defect> defects() {
        return defects;
    }
}
