package org.securemessaging.directory.publication.outbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.securemessaging.cms.CmsFormatException;
import org.securemessaging.cms.SmimeProfile;
import org.securemessaging.directory.publication.PersonAddress;

/**
 * An order as the text of a file: four lines, the last of which is the digest of those before, so
 * that a file that was cut or damaged is told from a whole one.
 */
final class OrderText {
    private static final String VERSION = "securemessaging-order 1";
    private static final String PUBLISH = "publish ";
    private static final String WITHDRAW = "withdraw ";
    private static final String SHOW = "show ";
    private static final String DIGEST = "sha256 ";
    private static final Pattern THUMBPRINT = Pattern.compile("[0-9a-f]{64}");

    private OrderText() {}

    static String write(PublicationOrder order) {
        String head = VERSION + "\n" + body(order);
        return head + DIGEST + digest(head) + "\n";
    }

    /**
     * Reads an order.
     *
     * @throws DamagedOrderException if the text is none
     */
    static PublicationOrder read(String text) {
        List<String> lines = text.lines().toList();
        int last = text.lastIndexOf(DIGEST);
        if (lines.size() != 4 || last < 0 || !lines.get(0).equals(VERSION)) {
            throw new DamagedOrderException("no order, or one of another version");
        }
        if (!text.substring(last).equals(DIGEST + digest(text.substring(0, last)) + "\n")) {
            throw new DamagedOrderException("the digest does not fit");
        }
        try {
            return order(lines.get(1), lines.get(2));
        } catch (IllegalArgumentException | CmsFormatException e) {
            throw new DamagedOrderException("malformed: " + e.getMessage());
        }
    }

    private static String body(PublicationOrder order) {
        if (order instanceof PublicationOrder.Publish publish) {
            String profile = Base64.getEncoder().encodeToString(publish.profile().encoded());
            return PUBLISH + publish.address() + "\n" + profile + "\n";
        }
        if (order instanceof PublicationOrder.Show show) {
            return SHOW + show.address() + "\n" + show.occasion() + "\n";
        }
        PublicationOrder.Withdraw withdraw = (PublicationOrder.Withdraw) order;
        return WITHDRAW
                + withdraw.address()
                + "\n"
                + String.join(",", withdraw.thumbprints())
                + "\n";
    }

    private static PublicationOrder order(String what, String with) {
        if (what.startsWith(PUBLISH)) {
            return new PublicationOrder.Publish(
                    address(what.substring(PUBLISH.length())),
                    SmimeProfile.parse(Base64.getDecoder().decode(with)));
        }
        if (what.startsWith(WITHDRAW)) {
            Set<String> thumbprints = Set.of(with.split(",", -1));
            if (!thumbprints.stream().allMatch(THUMBPRINT.asMatchPredicate())) {
                throw new IllegalArgumentException("no thumbprints");
            }
            return new PublicationOrder.Withdraw(
                    address(what.substring(WITHDRAW.length())), thumbprints);
        }
        if (what.startsWith(SHOW)) {
            return new PublicationOrder.Show(
                    address(what.substring(SHOW.length())), UUID.fromString(with));
        }
        throw new IllegalArgumentException("unknown order");
    }

    private static PersonAddress address(String text) {
        return PersonAddress.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("no address"));
    }

    static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
