package org.securemessaging.admin.webadmin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a page in an administrator's browser can send, and what administrators' programs do. */
class PageGuardTest {
    // Not configured, so 409 where the guard lets a request in.
    private static final String SWEEP = "/securemessaging/directory?action=sweep";
    private static final String PAGE = "https://console.example.org";

    @TempDir private Path conf;

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(conf.resolve("securemessaging.xml"), "<securemessaging/>");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example, 403",
        "Origin, null, 403",
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-origin, 403",
        "Sec-Fetch-Site, none, 409",
        "User-Agent, curl, 409"
    })
    void pagesShouldBeRefused(String header, String value, int status) throws Exception {
        try (Webadmin webadmin = Webadmin.open(conf)) {
            assertThat(webadmin.post(SWEEP, header, value).statusCode()).isEqualTo(status);
            assertThat(
                            webadmin.get("/securemessaging/archive?who=x&why=y", header, value)
                                    .statusCode())
                    .isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, 403",
        "evil.example:8000, 403",
        "127.0.0.1.evil.example, 403",
        "127.0.0.1:8000, 409",
        "[::1]:8000, 409",
        "localhost:8000, 409",
        "james, 409",
        "mail.example.org, 409",
        "MAIL.example.org:8000, 409"
    })
    void foreignNamesShouldBeRefused(String host, int status) throws Exception {
        try (Webadmin webadmin = Webadmin.open(conf)) {
            assertThat(
                            webadmin.raw(
                                    "POST %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                                            .formatted(SWEEP, host)))
                    .startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void pageOfTheConfiguredOriginShouldBeLetIn() throws Exception {
        try (Webadmin webadmin = Webadmin.forOrigin(conf, PAGE)) {
            assertThat(webadmin.post(SWEEP, "Origin", PAGE).statusCode()).isEqualTo(409);
            assertThat(webadmin.post(SWEEP, "Origin", PAGE + ".evil").statusCode()).isEqualTo(403);
        }
        try (Webadmin everybody = Webadmin.forOrigin(conf, "*")) {
            assertThat(everybody.post(SWEEP, "Origin", PAGE).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void whoHasATokenShouldBeLetIn() throws Exception {
        try (Webadmin webadmin = Webadmin.authenticated(conf, "grace")) {
            assertThat(webadmin.post(SWEEP, "Origin", "https://evil.example").statusCode())
                    .isEqualTo(409);
        }
    }
}
