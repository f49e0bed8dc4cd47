package org.securemessaging.pipeline.configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Where a secret is read from when it is needed; the configuration never holds it. */
public sealed interface SecretPlace {
    /** Nowhere: there is none. */
    record Nowhere() implements SecretPlace {}

    /**
     * The first line of a file.
     *
     * @param path the file
     */
    record InFile(Path path) implements SecretPlace {}

    /**
     * A variable of the environment.
     *
     * @param name its name
     */
    record InEnvironment(String name) implements SecretPlace {}

    /** The environment's scheme. */
    String ENVIRONMENT = "env:";

    /** How it is written, for messages. */
    String ACCEPTED =
            "env:NAME for a variable of the environment, or an existing file, written as "
                    + FileLocations.ACCEPTED;

    /**
     * Reads an element that names a place. A text of another form is refused without being quoted:
     * it may be the secret itself.
     */
    static SecretPlace read(ConfigurationElement element, String name, FileLocations locations) {
        Optional<String> text = element.value(name, ACCEPTED, Function.identity());
        if (text.isEmpty()) {
            return new Nowhere();
        }
        return place(text.get(), locations)
                .orElseThrow(() -> element.refusal(name, "(not shown)", ACCEPTED));
    }

    private static Optional<SecretPlace> place(String text, FileLocations locations) {
        if (text.startsWith(ENVIRONMENT)) {
            return Optional.of(new InEnvironment(text.substring(ENVIRONMENT.length()).strip()));
        }
        try {
            Path file = locations.locate(text);
            return Files.isRegularFile(file) ? Optional.of(new InFile(file)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
