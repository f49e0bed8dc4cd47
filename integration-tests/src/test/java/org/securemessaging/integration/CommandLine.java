package org.securemessaging.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line, as an administrator runs it: {@code java -jar}. */
final class CommandLine {
    private final Path folder;
    private final List<String> javaOptions;

    /**
     * The command line, run in a folder.
     *
     * @param javaOptions such as {@code -Xmx64m}
     */
    CommandLine(Path folder, String... javaOptions) {
        this.folder = folder;
        this.javaOptions = List.of(javaOptions);
    }

    /** Runs it. */
    Command run(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(Built.java()));
        words.addAll(javaOptions);
        words.addAll(List.of("-jar", Built.jar().toString()));
        words.addAll(List.of(arguments));
        return Command.run(folder, Map.of(), words);
    }

    /** The JSON object it prints for one message. */
    JsonNode verify(Path message, Path anchors) throws IOException, InterruptedException {
        Command command =
                run(
                        "verify",
                        "--json",
                        "--revocation",
                        "off",
                        "--anchors",
                        anchors.toString(),
                        message.toString());
        return new ObjectMapper().readTree(command.withOutput());
    }
}
