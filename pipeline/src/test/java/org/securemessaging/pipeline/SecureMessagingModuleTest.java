package org.securemessaging.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.james.core.Domain;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.rrt.api.CanSendFrom;
import org.apache.james.server.core.configuration.Configuration;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.server.core.configuration.FileConfigurationProvider;
import org.apache.james.server.core.filesystem.FileSystemImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.pipeline.archive.Archive;
import org.securemessaging.pipeline.configuration.InvalidConfigurationException;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.publication.CertificatePublisher;
import org.securemessaging.pipeline.publication.PublicationEngine;
import org.securemessaging.result.SignatureResult;
import org.securemessaging.verification.VerificationReport;

/** Against James's own providers of files and configurations. */
class SecureMessagingModuleTest {
    private static final String UNSIGNED = "From: a@example.org\r\n\r\nbody\r\n";

    @TempDir private Path work;
    private final RecordingMetricFactory metrics = new RecordingMetricFactory();

    @BeforeEach
    void makeFolders() throws Exception {
        Files.createDirectories(work.resolve("conf/anchors"));
        Files.createDirectories(work.resolve("var"));
    }

    @Test
    void moduleShouldGiveTheDefaultsWithoutAFile() {
        assertThat(injector().getInstance(SecureMessagingConfiguration.class))
                .isEqualTo(SecureMessagingConfiguration.defaults());
    }

    @Test
    void moduleShouldLocateFilesAsTheCommandLineDoes() throws Exception {
        write(
                """
                <temporaryFolder>file://var/</temporaryFolder>
                <trust><anchors>file://conf/anchors/</anchors><anchors>file://var</anchors></trust>
                <revocation><cacheFolder>file://cache</cacheFolder></revocation>
                """);

        SecureMessagingConfiguration inJames =
                injector().getInstance(SecureMessagingConfiguration.class);

        assertThat(inJames)
                .isEqualTo(
                        org.securemessaging.pipeline.configuration.ConfigurationFolder.load(
                                work.resolve("conf")));
        assertThat(inJames.trust().anchors())
                .containsExactly(work.resolve("conf/anchors"), work.resolve("var"));
    }

    @Test
    void moduleShouldStopTheStartOnAMistake() throws Exception {
        write("<revocation><mode>maybe</mode></revocation>");

        assertThatThrownBy(() -> injector().getInstance(MessageJudge.class))
                .isInstanceOf(ProvisionException.class)
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .cause()
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(
                        "securemessaging.xml: <revocation><mode>: 'maybe' is not accepted;"
                                + " accepted: require, prefer, off");
    }

    @Test
    void moduleShouldStopTheStartIfAMailetPublishesAndNoDirectoryIsNamed() {
        assertThatThrownBy(() -> injector().getInstance(CertificatePublisher.class))
                .isInstanceOf(ProvisionException.class)
                .hasRootCauseMessage(
                        "securemessaging.xml: <publication><directory> is missing, which"
                                + " PublishCertificates needs");
    }

    @Test
    void moduleShouldGiveOnePublisherThatTakesWorkWhileTheDirectoryIsAway() throws Exception {
        write(
                """
                <directories><directory name="a"><server>127.0.0.1:1</server>
                  <transport>plain</transport></directory></directories>
                <publication><directory>a</directory>
                  <correspondents><base>dc=example</base></correspondents>
                  <outbox><folder>file://var/outbox/</folder></outbox></publication>
                """);
        Injector injector = injector();

        PublicationEngine engine = injector.getInstance(PublicationEngine.class);
        assertThat(injector.getInstance(CertificatePublisher.class)).isSameAs(engine);
        assertThat(work.resolve("var/outbox/lock")).exists();
        engine.close();
    }

    @Test
    void moduleShouldGiveOneJudgeThatIsCounted() throws Exception {
        Injector injector = injector();
        MessageJudge judge = injector.getInstance(MessageJudge.class);

        VerificationReport report = judge.verify(message(), judge.request());

        assertThat(report.result()).isEqualTo(SignatureResult.NONE);
        assertThat(injector.getInstance(MessageJudge.class)).isSameAs(judge);
        assertThat(metrics.countFor("securemessaging.signature.none")).isEqualTo(1);
        assertThat(metrics.executionTimesFor("securemessaging.verify")).hasSize(1);
        injector.getInstance(MeteredJudge.class).stop();
    }

    @Test
    void moduleShouldGiveAllMailetsOneArchive() throws Exception {
        write("<archive><folder>file://var/archive/</folder></archive>");
        Injector injector = injector();

        Archive archive = injector.getInstance(Archive.class);

        assertThat(archive.isEmpty()).isFalse();
        assertThat(injector.getInstance(Archive.class)).isSameAs(archive);
        archive.stop();
    }

    @Test
    void moduleShouldGiveJamesDefaultDomain() {
        assertThat(injector().getInstance(DefaultDomain.class).name()).isEqualTo("mx.example.org");
    }

    private Injector injector() {
        return Guice.createInjector(new James(), new SecureMessagingModule());
    }

    private void write(String content) throws Exception {
        Files.writeString(
                work.resolve("conf/securemessaging.xml"),
                "<securemessaging>" + content + "</securemessaging>");
    }

    private static ByteArrayInputStream message() {
        return new ByteArrayInputStream(UNSIGNED.getBytes(StandardCharsets.US_ASCII));
    }

    private final class James extends AbstractModule {
        @Override
        protected void configure() {
            Configuration.Basic configuration =
                    Configuration.builder()
                            .workingDirectory(work.toFile())
                            .configurationFromClasspath()
                            .build();
            Configuration.Basic onDisk =
                    Configuration.builder()
                            .workingDirectory(work.toFile())
                            .configurationPath(
                                    new Configuration.ConfigurationPath(
                                            FileSystem.FILE_PROTOCOL_AND_CONF))
                            .build();
            FileSystemImpl files = new FileSystemImpl(configuration.directories());
            bind(FileSystem.class).toInstance(files);
            bind(ConfigurationProvider.class)
                    .toInstance(new FileConfigurationProvider(files, onDisk));
            bind(Clock.class).toInstance(Clock.systemUTC());
            bind(MetricFactory.class).toInstance(metrics);
            bind(DomainList.class).toInstance(new OneDomain(Domain.of("mx.example.org")));
            bind(CanSendFrom.class).toInstance(new NoAliases());
            bind(MailRepositoryStore.class).toInstance(untouched(MailRepositoryStore.class));
        }

        private <T> T untouched(Class<T> type) {
            return type.cast(
                    Proxy.newProxyInstance(
                            type.getClassLoader(),
                            new Class<?>[] {type},
                            (self, method, arguments) -> {
                                throw new UnsupportedOperationException(method.toString());
                            }));
        }
    }
}
