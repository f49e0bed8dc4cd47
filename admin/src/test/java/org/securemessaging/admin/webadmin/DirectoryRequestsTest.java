package org.securemessaging.admin.webadmin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that come to nothing. */
class DirectoryRequestsTest {
    private static final String BASE = "/securemessaging/directory";

    @TempDir private Path conf;
    private Webadmin webadmin;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(conf.resolve("securemessaging.xml"), "<securemessaging/>");
        webadmin = Webadmin.open(conf);
    }

    @AfterEach
    void stop() {
        webadmin.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?action=",
                "?action=verify",
                "?action=sweep&action=sweep",
                "?action=sweep&dryRun=yes",
                "?action=sweep&dryrun"
            })
    void wrongActionsShouldBeRefused(String query) throws Exception {
        assertThat(webadmin.post(BASE + query).statusCode()).isEqualTo(400);
        assertThat(webadmin.tasks().list()).isEmpty();
    }

    @Test
    void directoryShouldBeMissedWhenNoneIsConfigured() throws Exception {
        HttpResponse<String> answer = webadmin.post(BASE + "?action=sweep");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("<publication><directory>");
    }

    @Test
    void sweepShouldNotBeAskedForByGet() throws Exception {
        assertThat(webadmin.get(BASE + "?action=sweep").statusCode()).isEqualTo(404);
    }
}
