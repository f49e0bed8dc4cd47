package org.securemessaging.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.securemessaging.mime.Octets;

/**
 * What makes two attempts to archive the same mail known as one: a digest over the message's octets
 * and its envelope. Immutable and thread safe.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record RecordKey(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if it is no SHA-256 digest in lower-case hexadecimal digits
     */
    public RecordKey {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("not the key of a record: " + hex);
        }
    }

    /**
     * Whether a text has the form of a key.
     *
     * @param text any
     * @return true if so
     */
    public static boolean isKey(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * The key of a mail's journal report.
     *
     * @param message the octets that came in
     * @param sender the envelope sender; the empty text for none
     * @param recipients the envelope recipients, in any order
     * @return the key
     * @throws UncheckedIOException if the message can't be read
     */
    public static RecordKey of(Octets message, String sender, Collection<String> recipients) {
        MessageDigest digest = sha256();
        add(digest, sender);
        new TreeSet<>(recipients).forEach(recipient -> add(digest, recipient));
        digest.update((byte) 0);
        try (InputStream in = message.open()) {
            byte[] buffer = new byte[64 * 1024];
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                digest.update(buffer, 0, got);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(digest);
    }

    /**
     * The key of the record that holds a piece of evidence.
     *
     * @param sha256 the digest of its octets, in lower-case hexadecimal digits
     * @return the key, the same wherever it is filed
     */
    public static RecordKey ofEvidence(String sha256) {
        MessageDigest digest = sha256();
        add(digest, RecordKind.STATUS.word());
        add(digest, sha256);
        return of(digest);
    }

    /**
     * The key of what is told of a mail later.
     *
     * @param kind what is told
     * @param recipients of which recipients, in any order
     * @return another key, the same for the same
     */
    public RecordKey followedBy(RecordKind kind, Collection<String> recipients) {
        MessageDigest digest = sha256();
        add(digest, hex);
        add(digest, kind.word());
        new TreeSet<>(recipients).forEach(recipient -> add(digest, recipient));
        return of(digest);
    }

    @Override
    public String toString() {
        return hex;
    }

    // No address holds a line break, so that no two envelopes look alike.
    private static void add(MessageDigest digest, String text) {
        digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static RecordKey of(MessageDigest digest) {
        return new RecordKey(HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
