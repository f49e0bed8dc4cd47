package org.securemessaging.server.tour;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sets the lines of a tour as a table for a terminal. */
public final class TourTable {
    private static final List<String> HEAD = List.of("sent", "expected", "arrived", "");

    private TourTable() {}

    /**
     * The table.
     *
     * @param lines the tour's lines
     * @return lines of text, the last one ended too
     */
    public static String of(List<TourLine> lines) {
        List<List<String>> rows =
                Stream.concat(Stream.of(HEAD), lines.stream().map(TourTable::row)).toList();
        List<Integer> widths = Stream.of(0, 1, 2).map(column -> width(rows, column)).toList();
        return rows.stream()
                .map(
                        row ->
                                "  %s  %s  %s  %s"
                                        .formatted(
                                                padded(row.get(0), widths.get(0)),
                                                padded(row.get(1), widths.get(1)),
                                                padded(row.get(2), widths.get(2)),
                                                row.get(3))
                                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> row(TourLine line) {
        String verdict = line.right() ? "ok" : "WRONG: " + String.join("; ", line.faults());
        return List.of(line.sent(), line.expected(), line.arrived(), verdict);
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
