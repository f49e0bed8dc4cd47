package org.securemessaging.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** MIME4J's torture messages, octet for octet; where we depart, departures.txt says why. */
class TortureMessagesTest {
    static Stream<String> messages() throws IOException {
        Path folder = folder();
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> names =
                    files.map(file -> folder.relativize(file).toString())
                            .filter(name -> name.endsWith(".msg"))
                            .map(name -> name.substring(0, name.length() - 4))
                            .sorted()
                            .toList();
            return names.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void readShouldGiveExpectedOctetsWhenMessageIsTorture(String name) throws IOException {
        Path departure = folder().resolve(name + ".departure.xml");
        Path expected = Files.exists(departure) ? departure : folder().resolve(name + ".xml");

        try (MessageBytes message = MessageBytes.of(folder().resolve(name + ".msg"))) {
            Entity entity = new EntityReader(MimeLimits.DEFAULT).read(message.octets());

            assertThat(StructureText.of(entity))
                    .isEqualTo(Files.readString(expected, StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void everyDepartureShouldBeExplained() throws IOException {
        Set<String> departures =
                messages()
                        .filter(name -> Files.exists(folder().resolve(name + ".departure.xml")))
                        .collect(Collectors.toSet());
        Set<String> explained =
                Files.readAllLines(folder().resolve("departures.txt")).stream()
                        .filter(line -> line.contains("|"))
                        .map(line -> line.substring(0, line.indexOf('|')).strip())
                        .collect(Collectors.toSet());

        assertThat(departures).isNotEmpty().isEqualTo(explained);
        for (String name : departures) {
            assertThat(folder().resolve(name + ".departure.xml"))
                    .content(StandardCharsets.ISO_8859_1)
                    .isNotEqualTo(
                            Files.readString(
                                    folder().resolve(name + ".xml"), StandardCharsets.ISO_8859_1));
        }
    }

    private static Path folder() {
        try {
            return Path.of(TortureMessagesTest.class.getResource("torture").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
