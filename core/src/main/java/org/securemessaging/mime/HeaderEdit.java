package org.securemessaging.mime;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Takes fields out of a message's header, writes others anew where they stand, puts further ones on
 * top, and gives every other octet as it arrived.
 *
 * <p>Works on a header of any size in bounded memory, so that no message is so large that a forged
 * field stays in it. Immutable and thread safe.
 */
public final class HeaderEdit {
    /** As much of a field as is shown to the predicate, in octets: more than any field of ours. */
    public static final int LONGEST_SHOWN = 1024 * 1024;

    // Empty for a field that stays, no octets for one that goes.
    private final Function<HeaderField, Optional<byte[]>> change;
    private final List<String> added;

    private HeaderEdit(Function<HeaderField, Optional<byte[]>> change, List<String> added) {
        this.change = change;
        this.added = List.copyOf(added);
    }

    /**
     * An edit that changes nothing.
     *
     * @return the edit
     */
    public static HeaderEdit none() {
        return new HeaderEdit(field -> Optional.empty(), List.of());
    }

    /**
     * Takes fields out as well, with their folded lines.
     *
     * @param predicate says what is taken out; it is shown lines that are no field, too, and the
     *     first {@link #LONGEST_SHOWN} octets of a longer field
     * @return the edit
     */
    public HeaderEdit remove(Predicate<HeaderField> predicate) {
        return then(field -> predicate.test(field) ? Optional.of(new byte[0]) : Optional.empty());
    }

    /**
     * Writes fields anew as well, each in its place, unless an earlier step of the edit takes it
     * out or writes it.
     *
     * @param name the name they get
     * @param bodies says what stands behind the colon and a space, as for {@link #prepend}; empty
     *     for a field that stays; it is shown what {@link #remove}'s predicate is shown
     * @return the edit, which throws {@link IllegalArgumentException} when it comes to a body that
     *     breaks out of its field
     * @throws IllegalArgumentException if the name is none
     */
    public HeaderEdit replace(String name, Function<HeaderField, Optional<String>> bodies) {
        field(name, "");
        return then(
                field ->
                        bodies.apply(field)
                                .map(body -> field(name, body).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Puts a field on top as well, above those put there before.
     *
     * @param name the name
     * @param body what stands behind the colon and a space; may be folded with CRLF and white space
     * @return the edit
     * @throws IllegalArgumentException if the name is none, or the body breaks out of the field
     */
    public HeaderEdit prepend(String name, String body) {
        List<String> fields = new ArrayList<>();
        fields.add(field(name, body));
        fields.addAll(added);
        return new HeaderEdit(change, fields);
    }

    /**
     * Shows every field of a header of any size, as {@link #remove}'s predicate sees them.
     *
     * @param message the message as it arrived, or its header alone
     * @param consumer is shown the fields, topmost first
     * @throws java.io.UncheckedIOException if the message can't be read
     */
    public static void forEachField(Octets message, Consumer<HeaderField> consumer) {
        HeaderScanner scanner = scanner(message);
        while (scanner.next()) {
            consumer.accept(shown(message, scanner));
        }
    }

    /**
     * The message with its header edited.
     *
     * @param message the message as it arrived
     * @return a new stream; reading it may throw an {@link java.io.UncheckedIOException}
     */
    public InputStream apply(Octets message) {
        byte[] top = String.join("", added).getBytes(StandardCharsets.UTF_8);
        return new SequenceInputStream(
                new ByteArrayInputStream(top), new SequenceInputStream(new Kept(message)));
    }

    private static boolean staysInField(String body) {
        String[] lines = body.split("\r\n", -1);
        return Arrays.stream(lines).noneMatch(line -> line.matches("(?s).*[\r\n\\x00].*"))
                && Arrays.stream(lines)
                        .skip(1)
                        .allMatch(line -> !line.isBlank() && " \t".indexOf(line.charAt(0)) >= 0);
    }

    /** The ranges of the message that stay. */
    @SuppressWarnings("JdkObsolete") // SequenceInputStream takes nothing else
    private final class Kept implements Enumeration<InputStream> {
        private final Octets message;
        private final HeaderScanner scanner;
        private long from;
        private boolean ended;

        Kept(Octets message) {
            this.message = message;
            this.scanner = scanner(message);
        }

        @Override
        public boolean hasMoreElements() {
            return !ended;
        }

        @Override
        public InputStream nextElement() {
            if (ended) {
                throw new NoSuchElementException();
            }
            while (scanner.next()) {
                Optional<byte[]> instead = change.apply(shown(message, scanner));
                if (instead.isPresent()) {
                    long start = from;
                    from = scanner.position();
                    return new SequenceInputStream(
                            message.slice(start, scanner.fieldStart()).open(),
                            new ByteArrayInputStream(instead.get()));
                }
            }
            ended = true;
            return message.slice(from, message.length()).open();
        }
    }

    private HeaderEdit then(Function<HeaderField, Optional<byte[]>> next) {
        return new HeaderEdit(field -> change.apply(field).or(() -> next.apply(field)), added);
    }

    private static String field(String name, String body) {
        String field = name + ": " + body + "\r\n";
        if (!HeaderField.of(field.getBytes(StandardCharsets.UTF_8)).isNamed(name)) {
            throw new IllegalArgumentException("not the name of a field: " + name);
        }
        if (!staysInField(body)) {
            throw new IllegalArgumentException("a line break or NUL in the body of " + name);
        }
        return field;
    }

    private static HeaderScanner scanner(Octets message) {
        return new HeaderScanner(new Window(message), 0, line -> false, Long.MAX_VALUE);
    }

    private static HeaderField shown(Octets message, HeaderScanner scanner) {
        long end = Math.min(scanner.position(), scanner.fieldStart() + LONGEST_SHOWN);
        return HeaderField.of(message.slice(scanner.fieldStart(), end).toByteArray(LONGEST_SHOWN));
    }
}
