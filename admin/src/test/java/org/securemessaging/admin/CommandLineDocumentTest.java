package org.securemessaging.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps {@code docs/command-line.md} from telling something else than the command line itself. */
class CommandLineDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "command-line.md");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "verify --help",
                "path --help",
                "sign --help",
                "encrypt --help",
                "decrypt --help",
                "keys --help",
                "keys list --help",
                "keys import --help",
                "keys check --help",
                "crl --help",
                "crl list --help",
                "crl refresh --help",
                "directory lookup --help",
                "trust --help",
                "trust list --help",
                "trust allow --help",
                "trust deny --help",
                "trust import --help",
                "directory --help",
                "directory publish --help",
                "directory unpublish --help",
                "directory sweep --help",
                "archive --help",
                "archive list --help",
                "archive show --help",
                "archive export --help",
                "archive verify --help"
            })
    void documentShouldHoldTheUsageAsItIsPrinted(String arguments) throws IOException {
        String usage =
                Ran.with(arguments.split(" "))
                        .out()
                        .lines()
                        .map(String::stripTrailing)
                        .collect(Collectors.joining("\n"));

        assertThat(Files.readString(DOCUMENT)).contains("```text\n" + usage + "\n```\n");
    }
}
