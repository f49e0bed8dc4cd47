package org.securemessaging.admin.webadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.server.task.json.TaskExtensionModule;
import org.apache.james.webadmin.Routes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps {@code docs/webadmin.md} and {@code conf/} from telling something else than the code. */
class WebadminDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "webadmin.md");
    private static final Path CONF = Path.of("..", "conf");
    private static final Pattern HEADING = Pattern.compile("## `([A-Z]+ /\\S+)`");
    private static final Pattern ROW = Pattern.compile("\\| `([A-Za-z]+)` \\|.*");

    @TempDir private Path conf;

    @Test
    void documentShouldNameEveryRouteWithItsParameters() throws Exception {
        Files.writeString(
                conf.resolve("securemessaging.xml"),
                "<securemessaging><archive><folder>%s</folder></archive></securemessaging>"
                        .formatted(conf.toUri()));
        Map<String, List<String>> accepted = new LinkedHashMap<>();
        try (Webadmin webadmin = Webadmin.open(conf)) {
            for (String route : webadmin.routes()) {
                accepted.put(route, parameters(webadmin, route));
            }
        }

        assertThat(documented()).isEqualTo(accepted);
    }

    @Test
    void sampleConfigurationShouldNameClassesOfOurs() throws Exception {
        for (String name : property("webadmin.properties", "extensions.routes").split(",", -1)) {
            assertThat(Routes.class).isAssignableFrom(Class.forName(name));
        }
        assertThat(TaskExtensionModule.class)
                .isAssignableFrom(
                        Class.forName(property("extensions.properties", "guice.extension.task")));
        assertThat(Files.readString(DOCUMENT))
                .contains(
                        "extensions.routes=" + property("webadmin.properties", "extensions.routes"))
                .contains(
                        "guice.extension.task="
                                + property("extensions.properties", "guice.extension.task"));
    }

    /** A route tells what it accepts to whoever asks for something else. */
    private static List<String> parameters(Webadmin webadmin, String route) throws Exception {
        String path = route.substring(route.indexOf(' ') + 1).replace(":record", "00000000");
        HttpResponse<String> refusal =
                route.startsWith("GET")
                        ? webadmin.get(path + "?nothing")
                        : webadmin.post(path + "?nothing");
        String message = new ObjectMapper().readTree(refusal.body()).get("message").asText();
        return List.of(message.replaceFirst(".*accepted: ", "").split(", "));
    }

    private static Map<String, List<String>> documented() throws IOException {
        Map<String, List<String>> documented = new LinkedHashMap<>();
        List<String> parameters = new ArrayList<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            Matcher heading = HEADING.matcher(line);
            Matcher row = ROW.matcher(line);
            if (heading.matches()) {
                parameters = new ArrayList<>();
                documented.put(heading.group(1), parameters);
            } else if (row.matches()) {
                parameters.add(row.group(1));
            }
        }
        return documented;
    }

    private static String property(String file, String name) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(CONF.resolve(file))) {
            properties.load(in);
        }
        return properties.getProperty(name);
    }
}
