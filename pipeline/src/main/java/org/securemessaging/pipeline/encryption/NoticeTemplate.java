package org.securemessaging.pipeline.encryption;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of the notice to a sender whose mail was refused. A template has lines {@code name:
 * text}, a blank line, and the body with placeholders, all in UTF-8. Immutable and thread safe.
 *
 * @param words the subject, the two sentences on others, and the reasons, by name
 * @param body the text with placeholders
 */
public record NoticeTemplate(Map<String, String> words, String body) {
    /** What is put in a body's placeholders. */
    private static final Set<String> PLACES = Set.of("recipients", "others", "date", "message-id");

    private static final String SUBJECT = "subject";
    private static final String NOBODY = "nobody";
    private static final String SOME = "some";

    // More than any notice; an administrator's slip must not fill the heap.
    private static final int LONGEST = 64 * 1024;

    private static final Pattern FIELD = Pattern.compile("([a-z-]+):\\s*(\\S.*)");
    private static final Pattern PLACE = Pattern.compile("\\{([a-z-]+)}");

    /** Copies the map. */
    public NoticeTemplate {
        words = Map.copyOf(words);
    }

    /**
     * The template that is built in.
     *
     * @return the template, in English
     */
    public static NoticeTemplate builtIn() {
        try (InputStream in = NoticeTemplate.class.getResourceAsStream("encryption-notice.txt")) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a template.
     *
     * @param file the file
     * @return the template
     * @throws IllegalArgumentException if it can't be read or understood; the text says why
     */
    public static NoticeTemplate read(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw new IllegalArgumentException("longer than " + LONGEST + " octets");
            }
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("no text in UTF-8", e);
        }
    }

    /**
     * Reads a template's text.
     *
     * @param text the text
     * @return the template
     * @throws IllegalArgumentException if it can't be understood; the text says why
     */
    public static NoticeTemplate parse(String text) {
        String[] parts = text.replace("\r\n", "\n").split("\n\n", 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException("no blank line before the body");
        }
        Map<String, String> words = defaults();
        Set<String> known = words.keySet();
        Set<String> seen = new HashSet<>();
        for (String line : parts[0].split("\n", -1)) {
            Matcher field = FIELD.matcher(line.strip());
            if (!field.matches() || !known.contains(field.group(1)) || !seen.add(field.group(1))) {
                throw new IllegalArgumentException(
                        "\"%s\" is none of the lines %s, each at most once"
                                .formatted(line, listed(known)));
            }
            words.put(field.group(1), field.group(2));
        }
        requireKnownPlaces(parts[1]);
        return new NoticeTemplate(words, parts[1].strip() + "\n");
    }

    private static Map<String, String> defaults() {
        Map<String, String> words = new TreeMap<>();
        words.put(SUBJECT, "Your message was not delivered: it could not be encrypted");
        words.put(NOBODY, "Nobody received the message.");
        words.put(SOME, "The other recipients received the message.");
        for (RefusalReason reason : RefusalReason.values()) {
            words.put(reason.code(), reason.text());
        }
        return words;
    }

    private static void requireKnownPlaces(String body) {
        PLACE.matcher(body)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !PLACES.contains(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw new IllegalArgumentException(
                                    "there is no {%s}; accepted are %s"
                                            .formatted(name, listed(PLACES)));
                        });
        if (!body.contains("{recipients}")) {
            throw new IllegalArgumentException("the body lacks {recipients}");
        }
    }

    private static String listed(Set<String> names) {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }

    /** The subject of the notice. */
    String subject() {
        return words.get(SUBJECT);
    }

    /** The notice's text; nothing of the mail is in it but when it was written, and its name. */
    String text(RefusedMail mail) {
        Map<String, String> values =
                Map.of(
                        "recipients", recipients(mail.refused()),
                        "others", words.get(mail.othersGotIt() ? SOME : NOBODY),
                        "date", mail.date().orElse("?"),
                        "message-id", mail.messageId().orElse("?"));
        return PLACE.matcher(body)
                .replaceAll(found -> Matcher.quoteReplacement(values.get(found.group(1))));
    }

    private String recipients(List<Refusal> refused) {
        return refused.stream()
                .map(
                        each ->
                                "  "
                                        + each.recipient().written()
                                        + ": "
                                        + words.get(each.reason().code()))
                .collect(Collectors.joining("\n"));
    }
}
