package org.securemessaging.admin.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.securemessaging.result.ReasonCode;

/** What a reason means and how to go on, in words for an administrator. Thread safe. */
public final class ReasonWords {
    private final Properties words = new Properties();

    /**
     * Reads the words.
     *
     * @throws UncheckedIOException if the program's own file can't be read
     */
    public ReasonWords() {
        try (InputStream in = ReasonWords.class.getResourceAsStream("reasons.properties")) {
            words.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("reasons.properties can't be read", e);
        }
    }

    /**
     * What a reason means.
     *
     * @param reason the reason
     * @return a sentence
     */
    public Optional<String> meaning(ReasonCode reason) {
        return Optional.ofNullable(words.getProperty(reason.code()));
    }

    /**
     * How to go on.
     *
     * @param reason the reason
     * @return a sentence, if there is anything to do
     */
    public Optional<String> advice(ReasonCode reason) {
        return Optional.ofNullable(words.getProperty(reason.code() + ".advice"));
    }

    /**
     * All that the words are about.
     *
     * @return codes of reasons, and such with {@code .advice} behind them
     */
    public Set<String> keys() {
        return words.stringPropertyNames();
    }
}
