package org.securemessaging.mime;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * Takes a message apart (RFC 2046 §5.1), all as windows over its octets.
 *
 * <p>One pass over the octets, whatever the depth: every octet is looked at once, and a line that
 * starts with two hyphens once more. Memory is that of the headers and a buffer. Without recursion.
 * Immutable and thread safe.
 */
public final class EntityReader {
    private final MimeLimits limits;

    /**
     * Reads within bounds.
     *
     * @param limits the bounds
     */
    public EntityReader(MimeLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads an entity: its header and, if it is a multipart, its parts, to the end of the octets.
     * Any octets at all are an entity; what is wrong is told by {@link Entity#defects}.
     *
     * @param octets header and body
     * @return the entity
     * @throws MimeLimitException if a bound is passed
     * @throws java.io.UncheckedIOException if the octets can't be read
     */
    public Entity read(Octets octets) {
        return read(octets, new MimeBudget(limits));
    }

    /**
     * As {@link #read(Octets)}, with a budget that other readings share, and with its bounds.
     *
     * @param octets header and body
     * @param budget what may still be read
     * @return the entity
     * @throws MimeLimitException if the budget is used up
     * @throws java.io.UncheckedIOException if the octets can't be read
     */
    public Entity read(Octets octets, MimeBudget budget) {
        return new Walk(octets, budget).run();
    }

    /**
     * Reads the header alone.
     *
     * @param octets header and body
     * @return the header
     * @throws MimeLimitException if a bound is passed
     * @throws java.io.UncheckedIOException if the octets can't be read
     */
    public Header readHeader(Octets octets) {
        return HeaderBlock.read(new Window(octets), 0, line -> false, new MimeBudget(limits))
                .header();
    }

    /** One reading: the path from the message to the entity that is being read. */
    private static final class Walk {
        private final Octets octets;
        private final MimeBudget budget;
        private final Window window;
        private final List<EntityDraft> path = new ArrayList<>();
        private final DelimiterScanner delimiters;

        Walk(Octets octets, MimeBudget budget) {
            this.octets = octets;
            this.budget = budget;
            this.window = new Window(octets);
            this.delimiters = new DelimiterScanner(window, path);
        }

        Entity run() {
            EntityDraft message = begin(0, ContentType.TEXT_PLAIN);
            long position = message.header().bodyStart();
            Optional<Delimiter> next = delimiters.find(position);
            while (next.isPresent()) {
                position = pass(next.get());
                next = delimiters.find(position);
            }
            finishBelow(0, octets.length());
            return finish(message, octets.length());
        }

        /** Ends what a delimiter ends, starts what it starts, and says where to go on. */
        private long pass(Delimiter delimiter) {
            EntityDraft multipart = path.get(delimiter.level());
            finishBelow(delimiter.level(), delimiter.contentEnd());
            multipart.note(delimiter);
            delimiters.pathChanged();
            if (delimiter.close()) {
                return delimiter.end();
            }
            return begin(delimiter.end(), multipart.partsByDefault()).header().bodyStart();
        }

        private EntityDraft begin(long start, ContentType byDefault) {
            budget.takePart();
            HeaderBlock header =
                    HeaderBlock.read(
                            window, start, line -> delimiters.at(line).isPresent(), budget);
            EntityDraft draft =
                    new EntityDraft(header, byDefault, budget.limits().boundaryLength());
            path.add(draft);
            if (draft.isOpen()) {
                budget.enterDepth(path.size());
                delimiters.pathChanged();
            }
            return draft;
        }

        /** Ends all entities inside the one at a level. */
        private void finishBelow(int level, long end) {
            if (path.size() <= level + 1) {
                return;
            }
            // An empty part's line break is its parent's: the part ends where it starts.
            long partsEnd = Math.max(end, path.get(level + 1).header().start());
            while (path.size() > level + 1) {
                EntityDraft last = path.remove(path.size() - 1);
                path.get(path.size() - 1).add(finish(last, partsEnd));
            }
        }

        private Entity finish(EntityDraft draft, long end) {
            EnumSet<Defect> defects = draft.defects();
            return new Entity(draft, octets, end, defects);
        }
    }
}
