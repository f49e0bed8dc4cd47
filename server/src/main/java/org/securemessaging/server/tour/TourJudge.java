package org.securemessaging.server.tour;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.securemessaging.server.mail.RawMessage;
import org.securemessaging.server.mail.Stamp;

/** Compares what arrived with what was sent: the stamp, the header, and every octet below it. */
final class TourJudge {
    /** What James and the extension put on a mail, and nothing else. */
    private static final Set<String> ADDED =
            Set.of(
                    "return-path",
                    "received",
                    "delivered-to",
                    "authentication-results",
                    "x-smime-status");

    private final String authservId;

    /**
     * A judge for one server.
     *
     * @param authservId the name in its stamps
     */
    TourJudge(String authservId) {
        this.authservId = authservId;
    }

    /**
     * Judges a mail that arrived.
     *
     * @param sent what was sent
     * @param after what arrived
     * @return the line for the table
     */
    TourLine judge(TourMail sent, RawMessage after) {
        RawMessage before = sent.message();
        List<Stamp> stamps = Stamp.find(after, authservId);
        List<String> faults = new ArrayList<>();
        if (!stamps.equals(List.of(sent.expected()))) {
            faults.add("the stamp");
        }
        boolean signedHere = sent.author().isPresent() && !sent.expected().result().equals("none");
        if (signedHere ? !holds(after, before) : !after.body().equals(before.body())) {
            faults.add("octets below the header changed");
        }
        if (after.fields().stream().anyMatch(forged(sent)::contains)) {
            faults.add("a forged field arrived");
        }
        if (signedHere
                ? !withoutAdded(after.fields()).containsAll(withoutContent(sent.honest()))
                : !sameHeader(sent, withoutAdded(after.fields()))) {
            faults.add("the header is not the one sent plus the server's fields");
        }
        return new TourLine(sent.name(), sent.expected().toString(), words(stamps), faults);
    }

    /**
     * The line of a mail that did not come.
     *
     * @param sent what was sent
     * @return the line for the table
     */
    TourLine missing(TourMail sent) {
        return new TourLine(
                sent.name(), sent.expected().toString(), "nothing", List.of("not delivered"));
    }

    /** Whether what was sent is, octet for octet, the first part of a signed multipart. */
    private static boolean holds(RawMessage after, RawMessage before) {
        List<String> content = before.fields().stream().filter(field -> ofContent(field)).toList();
        String part = String.join("\r\n", content) + "\r\n\r\n" + before.body();
        return after.values("Content-Type").stream()
                        .allMatch(type -> type.startsWith("multipart/signed;"))
                && after.body().contains("\r\n" + part + "\r\n--");
    }

    private static List<String> withoutContent(List<String> fields) {
        return fields.stream().filter(field -> !ofContent(field)).toList();
    }

    private static boolean ofContent(String field) {
        return RawMessage.nameOf(field).startsWith("content-");
    }

    private static String words(List<Stamp> stamps) {
        return stamps.isEmpty()
                ? "no stamp"
                : String.join(" + ", stamps.stream().map(Stamp::toString).toList());
    }

    // A field whose forged part was taken off may stand elsewhere; every other keeps its place.
    private static boolean sameHeader(TourMail sent, List<String> arrived) {
        List<String> mended = without(sent.honest(), sent.message().fields());
        return without(arrived, mended).equals(without(sent.honest(), mended))
                && arrived.size() == sent.honest().size()
                && arrived.containsAll(mended);
    }

    private static List<String> without(List<String> fields, List<String> others) {
        return fields.stream().filter(f -> !others.contains(f)).toList();
    }

    private static List<String> withoutAdded(List<String> fields) {
        return fields.stream().filter(f -> !ADDED.contains(RawMessage.nameOf(f))).toList();
    }

    private static List<String> forged(TourMail sent) {
        return without(sent.message().fields(), sent.honest());
    }
}
