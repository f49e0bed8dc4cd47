package org.securemessaging.admin.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.securemessaging.result.ReasonCode;

/** What a reason means and how to go on, in words for an administrator. Thread safe. */
final class ReasonWords {
    private final Properties words = new Properties();

    ReasonWords() {
        try (InputStream in = ReasonWords.class.getResourceAsStream("reasons.properties")) {
            words.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("reasons.properties can't be read", e);
        }
    }

    Optional<String> meaning(ReasonCode reason) {
        return Optional.ofNullable(words.getProperty(reason.code()));
    }

    Optional<String> advice(ReasonCode reason) {
        return Optional.ofNullable(words.getProperty(reason.code() + ".advice"));
    }

    Set<String> keys() {
        return words.stringPropertyNames();
    }
}
