package org.securemessaging.pipeline.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Module;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The files an administrator copies say what the code does. */
class SampleConfigurationTest {
    private static final Path CONF = Path.of("../conf");

    @Test
    void sampleShouldNameEveryParameterAndNoOther() throws Exception {
        assertThat(parametersOf(CONF.resolve("securemessaging.xml")))
                .containsExactlyInAnyOrderElementsOf(SecureMessagingConfiguration.parameters());
    }

    @Test
    void sampleShouldGiveTheDefaults() {
        SecureMessagingConfiguration sample = ConfigurationFolder.load(CONF);
        SecureMessagingConfiguration defaults = SecureMessagingConfiguration.defaults();

        assertThat(sample.algorithms()).isEqualTo(defaults.algorithms());
        assertThat(sample.identity()).isEqualTo(defaults.identity());
        assertThat(sample.limits()).isEqualTo(defaults.limits());
        assertThat(sample.stamps()).isEqualTo(defaults.stamps());
        assertThat(sample.directories()).isEmpty();
        assertThat(sample.lookup()).isEqualTo(defaults.lookup());
        assertThat(sample.publication())
                .usingRecursiveComparison()
                .ignoringFields("outbox")
                .isEqualTo(defaults.publication());
        assertThat(sample.archive()).isEqualTo(defaults.archive());
        assertThat(sample.temporaryFolder()).isEqualTo(defaults.temporaryFolder());
        assertThat(sample.trust().intermediates()).isEqualTo(defaults.trust().intermediates());
        assertThat(sample.trust().trustList()).isEqualTo(defaults.trust().trustList());
        assertThat(sample.trust().caIssuers()).isEqualTo(defaults.trust().caIssuers());
        assertThat(withoutCache(sample.revocation()))
                .isEqualTo(withoutCache(defaults.revocation()));
    }

    /** The two that are marked as no defaults: they name folders of this very server. */
    @Test
    void sampleShouldNameTheFoldersThatDefaultsCannot() {
        SecureMessagingConfiguration sample = ConfigurationFolder.load(CONF);
        Path conf = CONF.toAbsolutePath().normalize();

        assertThat(sample.trust().anchors()).containsExactly(conf.resolve("anchors"));
        assertThat(sample.revocation().cacheFolder())
                .contains(conf.resolveSibling("var/securemessaging/crls"));
        assertThat(sample.publication().outbox())
                .contains(conf.resolveSibling("var/securemessaging/outbox"));
    }

    @Test
    void extensionsShouldNameAModuleAndTheTasks() throws Exception {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(CONF.resolve("extensions.properties"))) {
            properties.load(reader);
        }

        assertThat(properties).containsOnlyKeys("guice.extension.module", "guice.extension.task");
        assertThat(Module.class)
                .isAssignableFrom(Class.forName(properties.getProperty("guice.extension.module")));
    }

    private static RevocationSettings withoutCache(RevocationSettings settings) {
        return new RevocationSettings(
                settings.mode(),
                settings.crls(),
                settings.directories(),
                settings.distributionPoints(),
                settings.refresh(),
                settings.order(),
                settings.ocsp(),
                settings.ocspNonce(),
                settings.requireNextUpdate(),
                settings.asOf(),
                settings.staleGrace(),
                settings.fetchTimeout(),
                settings.maximumSize(),
                Optional.empty(),
                settings.fetchesPerMail(),
                settings.timePerMail(),
                settings.allowedAddresses(),
                settings.allowedHosts());
    }

    private static List<String> parametersOf(Path file) throws Exception {
        Element root =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(file.toFile())
                        .getDocumentElement();
        List<String> parameters = new ArrayList<>();
        collect(root, "", parameters);
        return parameters.stream().distinct().toList();
    }

    private static void collect(Element element, String path, List<String> parameters)
            throws IOException {
        NodeList children = element.getChildNodes();
        boolean leaf = true;
        for (int i = 0; i < children.getLength(); i++) {
            Node child = children.item(i);
            if (child instanceof Element inner) {
                leaf = false;
                collect(inner, path + "/" + inner.getTagName(), parameters);
            }
        }
        if (leaf) {
            parameters.add(path.substring(1));
        }
    }
}
