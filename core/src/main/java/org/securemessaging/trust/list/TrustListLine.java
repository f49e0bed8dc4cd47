package org.securemessaging.trust.list;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One line of the text form, both ways. What is malformed is an IllegalArgumentException. */
final class TrustListLine {
    // A thousand names of an anchor; more is no line that someone wrote.
    private static final int MAXIMUM_LENGTH = 64 << 10;
    private static final Map<String, Set<String>> FIELDS =
            Map.of(
                    "deny", Set.of("purpose", "from", "until"),
                    "allow", Set.of("purpose", "from", "until", "accept"),
                    "anchor",
                            Set.of(
                                    "purpose",
                                    "from",
                                    "until",
                                    "permit",
                                    "exclude",
                                    "issued-before"));

    private TrustListLine() {}

    static TrustListEntry parse(String line) {
        if (line.length() > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException("longer than " + MAXIMUM_LENGTH + " characters");
        }
        int mark = line.indexOf('#');
        String remark = mark < 0 ? "" : line.substring(mark + 1).strip();
        String[] words = (mark < 0 ? line : line.substring(0, mark)).strip().split("[ \t]+");
        Set<String> accepted = FIELDS.get(words[0]);
        if (accepted == null) {
            throw new IllegalArgumentException(
                    "a line starts with allow, deny, anchor or #, not \"" + words[0] + "\"");
        }
        if (words.length < 2) {
            throw new IllegalArgumentException("no SHA-256 thumbprint after " + words[0]);
        }
        Map<String, String> fields = fields(words, accepted);
        Set<Purpose> purposes = purposes(fields);
        TimeFrame time = new TimeFrame(instant(fields, "from"), instant(fields, "until"));
        return switch (words[0]) {
            case "deny" -> new TrustListEntry.Deny(words[1], purposes, time, remark);
            case "allow" -> allow(words[1], purposes, time, fields, remark);
            default ->
                    new TrustListEntry.AnchorConstraint(
                            words[1],
                            purposes,
                            time,
                            values(fields, "permit"),
                            values(fields, "exclude"),
                            instant(fields, "issued-before"),
                            remark);
        };
    }

    static String format(TrustListEntry entry) {
        StringBuilder line = new StringBuilder();
        if (entry instanceof TrustListEntry.Deny) {
            start(line, "deny", entry);
        } else if (entry instanceof TrustListEntry.Allow allow) {
            start(line, "allow", entry);
            List<String> accepted = new ArrayList<>();
            if (allow.expired()) {
                accepted.add("expired");
            }
            if (allow.unreachable()) {
                accepted.add("unreachable");
            }
            append(line, "accept", accepted);
        } else if (entry instanceof TrustListEntry.AnchorConstraint anchor) {
            start(line, "anchor", entry);
            append(line, "permit", anchor.permitted());
            append(line, "exclude", anchor.excluded());
            append(line, "issued-before", anchor.issuedBefore());
        }
        return entry.remark().isEmpty()
                ? line.toString()
                : line.append(" # ").append(entry.remark()).toString();
    }

    private static void start(StringBuilder line, String kind, TrustListEntry entry) {
        line.append(kind).append(' ').append(entry.thumbprint());
        Set<String> purposes = new TreeSet<>();
        entry.purposes().forEach(purpose -> purposes.add(purpose.toString()));
        append(line, "purpose", List.copyOf(purposes));
        append(line, "from", entry.time().from());
        append(line, "until", entry.time().until());
    }

    private static void append(StringBuilder line, String field, List<String> values) {
        if (!values.isEmpty()) {
            line.append(' ').append(field).append('=').append(String.join(",", values));
        }
    }

    private static void append(StringBuilder line, String field, Optional<Instant> instant) {
        append(line, field, instant.map(TrustListLine::format).stream().toList());
    }

    private static String format(Instant instant) {
        return instant.equals(instant.truncatedTo(ChronoUnit.DAYS))
                ? instant.atOffset(ZoneOffset.UTC).toLocalDate().toString()
                : instant.toString();
    }

    private static TrustListEntry allow(
            String thumbprint,
            Set<Purpose> purposes,
            TimeFrame time,
            Map<String, String> fields,
            String remark) {
        List<String> accept = values(fields, "accept");
        for (String what : accept) {
            if (!what.equals("expired") && !what.equals("unreachable")) {
                throw new IllegalArgumentException(
                        "accept= takes expired and unreachable, not \"" + what + "\"");
            }
        }
        return new TrustListEntry.Allow(
                thumbprint,
                purposes,
                time,
                accept.contains("expired"),
                accept.contains("unreachable"),
                remark);
    }

    private static Map<String, String> fields(String[] words, Set<String> accepted) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String word : Arrays.asList(words).subList(2, words.length)) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (equals < 0 || equals == word.length() - 1 || !accepted.contains(name)) {
                throw new IllegalArgumentException(
                        words[0]
                                + " takes "
                                + String.join("=, ", new TreeSet<>(accepted))
                                + "= and # remark, not \""
                                + word
                                + "\"");
            }
            if (fields.put(name, word.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(name + "= stands twice");
            }
        }
        return fields;
    }

    private static List<String> values(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name)).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .toList();
    }

    private static Set<Purpose> purposes(Map<String, String> fields) {
        Set<Purpose> purposes = new LinkedHashSet<>();
        for (String text : values(fields, "purpose")) {
            purposes.add(
                    Purpose.parse(text)
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "purpose= takes email, server, client, code,"
                                                            + " timestamp, ocsp or an object"
                                                            + " identifier, not \""
                                                            + text
                                                            + "\"")));
        }
        return purposes;
    }

    private static Optional<Instant> instant(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name)).map(text -> instant(name, text));
    }

    private static Instant instant(String name, String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    name
                            + "= takes a day like 2026-12-31 or a time like 2026-12-31T18:00:00Z,"
                            + " not \""
                            + text
                            + "\"",
                    e);
        }
    }
}
