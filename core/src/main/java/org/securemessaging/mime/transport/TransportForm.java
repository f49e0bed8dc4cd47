package org.securemessaging.mime.transport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.securemessaging.mime.CanonicalInputStream;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MimeBudget;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.Octets;

/**
 * A message's body in a form that every mail server passes on octet for octet: ASCII in lines of at
 * most 998 octets, CRLF at their ends, no white space before it, and no "From " at their start (RFC
 * 8551 §3.1.2, RFC 2049 §4).
 *
 * <p>Only bodies that would not survive are encoded anew, and only the fields are changed that say
 * so; everything else, delimiters and preambles included, stays octet for octet, its line ends
 * aside. Never is anything touched inside a part that is signed or encrypted itself. Immutable;
 * lives as long as the message is open.
 */
public final class TransportForm {
    private final Octets whole;
    private final List<Patch> patches;
    private final Optional<String> label;
    private final boolean fit;
    private final boolean canonical;

    private TransportForm(Octets whole, Walk walk, Optional<String> label) {
        this.whole = whole;
        this.patches = List.copyOf(walk.patches);
        this.label = label;
        this.fit = walk.fit;
        this.canonical = walk.canonical;
    }

    /**
     * Finds the form of a message's body.
     *
     * @param message the message, read as a whole
     * @param limits bounds for attached messages
     * @return the form
     * @throws org.securemessaging.mime.MimeLimitException if attached messages pass the bounds
     * @throws IOException if the message can't be read
     */
    public static TransportForm of(Entity message, MimeLimits limits) throws IOException {
        Walk walk = new Walk(message.octets(), limits);
        Optional<String> label = walk.body(message, 0);
        return new TransportForm(message.octets(), walk, label);
    }

    /**
     * What the message's own Content-Transfer-Encoding is to say.
     *
     * @return the word, or empty if what it says holds
     */
    public Optional<String> label() {
        return label;
    }

    /**
     * Whether the form survives.
     *
     * @return false if something in it can't be encoded without harm, such as a signed part with
     *     8-bit text
     */
    public boolean fit() {
        return fit;
    }

    /**
     * The body.
     *
     * @param message the message that this is the form of
     * @return the octets behind the blank line, with CRLF at all line ends
     */
    public Content body(Entity message) {
        List<Content> pieces = new ArrayList<>();
        long at = message.body().positionIn(whole);
        for (Patch patch : patches) {
            pieces.add(canonically(at, patch.from()));
            pieces.add(patch.content());
            at = patch.to();
        }
        pieces.add(canonically(at, whole.length()));
        return new Contents(pieces);
    }

    /**
     * Whether octets are ASCII in lines that no server breaks, as bodies must be for servers
     * without 8BITMIME (RFC 6152).
     *
     * @param octets a body or a header
     * @return true if so
     * @throws IOException if they can't be read
     */
    public static boolean isSevenBit(Octets octets) throws IOException {
        return BodyScan.of(octets).passable();
    }

    private Content canonically(long from, long to) {
        Octets slice = whole.slice(from, to);
        return canonical ? slice::open : () -> new CanonicalInputStream(slice);
    }

    /** One walk over the parts, in their order. Recurses as deep as the limits allow. */
    private static final class Walk {
        private final Octets whole;
        private final EntityReader reader;
        private final MimeBudget budget;
        private final int deepest;
        private final List<Patch> patches = new ArrayList<>();
        private boolean fit = true;
        private boolean canonical = true;

        Walk(Octets whole, MimeLimits limits) {
            this.whole = whole;
            this.reader = new EntityReader(limits);
            this.budget = new MimeBudget(limits);
            this.deepest = limits.depth();
        }

        /** Looks at a body, and says what the field above it is to say. */
        Optional<String> body(Entity entity, int depth) throws IOException {
            if (isProtected(entity)) {
                return apply(entity, LeafEncoding.untouchable(entity));
            }
            boolean open = LeafEncoding.passesParts(entity.transferEncoding());
            if (entity.contentType().isMultipart()) {
                return open && !entity.parts().isEmpty()
                        ? multipart(entity, depth)
                        : apply(entity, LeafEncoding.untouchable(entity));
            }
            if (open && entity.contentType().is("message/rfc822") && depth < deepest) {
                Entity attached = reader.read(entity.body(), budget);
                if (attached.header().fields().isEmpty()) {
                    return apply(entity, LeafEncoding.untouchable(entity));
                }
                part(attached, depth + 1);
                return relabelled(entity);
            }
            return apply(entity, LeafEncoding.of(entity));
        }

        private Optional<String> multipart(Entity entity, int depth) throws IOException {
            long at = entity.body().positionIn(whole);
            for (Entity part : entity.parts()) {
                long start = part.octets().positionIn(whole);
                between(at, start);
                part(part, depth + 1);
                at = start + part.octets().length();
            }
            between(at, entity.octets().positionIn(whole) + entity.octets().length());
            return relabelled(entity);
        }

        /** Header and body of an entity inside another one. */
        private void part(Entity entity, int depth) throws IOException {
            int header = patches.size();
            note(entity.headerOctets());
            Optional<String> label = body(entity, depth);
            if (label.isPresent()) {
                long start = entity.octets().positionIn(whole);
                long end = start + entity.headerOctets().length();
                patches.add(header, new Patch(start, end, TransferLabel.on(entity, label.get())));
            }
        }

        /** Delimiters, preamble and epilogue. */
        private void between(long from, long to) throws IOException {
            note(whole.slice(from, to));
        }

        private void note(Octets octets) throws IOException {
            BodyScan scan = BodyScan.of(octets);
            fit &= scan.passable();
            canonical &= !scan.bareLineFeed();
        }

        private Optional<String> apply(Entity entity, LeafEncoding encoding) {
            fit &= encoding.fit();
            canonical &= encoding.canonical();
            encoding.body()
                    .ifPresent(
                            body -> {
                                long start = entity.body().positionIn(whole);
                                long end = start + entity.body().length();
                                patches.add(new Patch(start, end, body));
                            });
            return encoding.label();
        }

        private static Optional<String> relabelled(Entity entity) {
            return switch (entity.transferEncoding()) {
                case EIGHT_BIT, BINARY -> Optional.of("7bit");
                default -> Optional.empty();
            };
        }

        private static boolean isProtected(Entity entity) {
            return entity.contentType().is("multipart/signed")
                    || entity.contentType().is("multipart/encrypted");
        }
    }
}
