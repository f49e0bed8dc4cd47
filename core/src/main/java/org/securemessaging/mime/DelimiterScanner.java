package org.securemessaging.mime;

import java.util.List;
import java.util.Optional;

/**
 * Finds the delimiter lines of all open multiparts in one pass.
 *
 * <p>A delimiter counts for the outermost multipart that has its boundary, because a parent is
 * divided before its children: a nested entity never extends beyond its parent. A line must be the
 * delimiter and nothing else but white space; one that starts like it and goes on is noted as
 * ambiguous. The cost is one search for hyphens over all octets, and one reading of the lines that
 * start with two, whatever the depth. Not thread safe.
 */
final class DelimiterScanner {
    private final Window window;
    private final List<EntityDraft> path;
    private BoundaryIndex boundaries;

    /**
     * Starts with the multiparts that are open now.
     *
     * @param path the entities being read, outermost first; after a change to it, or to one of
     *     them, {@link #pathChanged} is to be called
     */
    DelimiterScanner(Window window, List<EntityDraft> path) {
        this.window = window;
        this.path = path;
        this.boundaries = new BoundaryIndex(path);
    }

    void pathChanged() {
        boundaries = new BoundaryIndex(path);
    }

    /** The first delimiter at or behind the start of a line. */
    Optional<Delimiter> find(long from) {
        if (boundaries.isEmpty()) {
            return Optional.empty();
        }
        long end = window.length();
        for (long at = from; at < end; at = window.indexOf((byte) '-', at + 1, end)) {
            int before = at == from ? '\n' : window.at(at - 1);
            if (before == '\n') {
                Optional<Delimiter> found = at(at);
                if (found.isPresent()) {
                    return found;
                }
            } else if (before == '\r') {
                noteAmbiguous(candidates(at));
            }
        }
        return Optional.empty();
    }

    /** The delimiter at the start of a line, if there is one. */
    Optional<Delimiter> at(long line) {
        List<Integer> candidates = candidates(line);
        for (int level : candidates) {
            long behind = line + 2 + path.get(level).boundary().length;
            long end = lineEnd(behind);
            boolean close = end < 0 && window.at(behind) == '-' && window.at(behind + 1) == '-';
            end = close ? lineEnd(behind + 2) : end;
            if (end >= 0) {
                boolean broken = window.at(end - 1) == '\n';
                return Optional.of(
                        new Delimiter(level, close, line, end, breakBefore(line), broken));
            }
        }
        noteAmbiguous(candidates);
        return Optional.empty();
    }

    /** The levels of the multiparts with whose delimiter a line starts, outermost first. */
    private List<Integer> candidates(long line) {
        return window.at(line) == '-' && window.at(line + 1) == '-'
                ? boundaries.at(window, line + 2)
                : List.of();
    }

    private void noteAmbiguous(List<Integer> levels) {
        levels.forEach(level -> path.get(level).noteAmbiguousDelimiter());
    }

    /** Where the next line starts if only white space is left on this one, else -1. */
    private long lineEnd(long from) {
        long at = from;
        while (window.at(at) == ' ' || window.at(at) == '\t') {
            at++;
        }
        if (window.at(at) == '\r') {
            at++;
        }
        if (at >= window.length()) {
            return window.length();
        }
        return window.at(at) == '\n' ? at + 1 : -1;
    }

    private int breakBefore(long line) {
        if (line == 0 || window.at(line - 1) != '\n') {
            return 0;
        }
        return line > 1 && window.at(line - 2) == '\r' ? 2 : 1;
    }
}
