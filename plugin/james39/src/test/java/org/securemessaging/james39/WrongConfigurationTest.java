package org.securemessaging.james39;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class of its own, in a JVM of its own: James 3.9 remembers classes in a static map. */
class WrongConfigurationTest {
    @TempDir private Path folder;

    @Test
    void wrongConfigurationShouldStopTheStart() throws IOException {
        Path conf = Files.createDirectory(folder.resolve("conf"));
        Files.writeString(
                conf.resolve("securemessaging.xml"),
                "<securemessaging><revocation><mode>maybe</mode></revocation></securemessaging>");
        James39 james = new James39(folder, Instant.EPOCH);

        assertThatThrownBy(() -> james.mailet("SMIMEVerify"))
                .hasStackTraceContaining("securemessaging.xml")
                .hasStackTraceContaining("maybe");
    }
}
