package org.securemessaging.james39;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.configuration2.BaseConfiguration;
import org.apache.james.core.Domain;
import org.apache.james.core.healthcheck.HealthCheck;
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
import org.apache.james.server.task.json.TaskExtensionModule;
import org.apache.james.task.Hostname;
import org.apache.james.task.MemoryTaskManager;
import org.apache.james.task.TaskManager;
import org.apache.james.utils.ClassName;
import org.apache.james.utils.ExtendedClassLoader;
import org.apache.james.utils.ExtensionConfiguration;
import org.apache.james.utils.GuiceGenericLoader;
import org.apache.james.utils.GuiceMailetLoader;
import org.apache.james.utils.GuiceMatcherLoader;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.WebAdminConfiguration;
import org.apache.mailet.Mailet;
import org.apache.mailet.Matcher;
import org.apache.mailet.base.test.FakeMailContext;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.apache.mailet.base.test.FakeMatcherConfig;

/**
 * As much of a James 3.9 as is needed to load the jar: its own class loader over {@code
 * extensions-jars/}, its own Guice loaders, its own configuration. The clock stands still.
 */
final class James39 {
    private static final String MODULE = "org.securemessaging.pipeline.SecureMessagingModule";

    private final GuiceGenericLoader loader;
    private final GuiceMailetLoader mailets;
    private final GuiceMatcherLoader matchers;
    private final FakeMailContext context = FakeMailContext.defaultContext();

    /**
     * Starts.
     *
     * @param workingFolder a folder with {@code conf/}; the jar is put beside it
     * @param now the time
     */
    James39(Path workingFolder, Instant now) throws IOException {
        Path extensions = Files.createDirectories(workingFolder.resolve("extensions-jars"));
        Files.copy(Path.of(System.getProperty("plugin.jar")), extensions.resolve("extension.jar"));
        Configuration.Basic configuration =
                Configuration.builder()
                        .workingDirectory(workingFolder.toFile())
                        .configurationPath(
                                new Configuration.ConfigurationPath(
                                        FileSystem.FILE_PROTOCOL_AND_CONF))
                        .build();
        FileSystem files = new FileSystemImpl(configuration.directories());
        this.loader =
                new GuiceGenericLoader(
                        server(files, new FileConfigurationProvider(files, configuration), now),
                        new ExtendedClassLoader(files),
                        ExtensionConfiguration.from(extensions()));
        this.mailets = new GuiceMailetLoader(loader, Set.of());
        this.matchers = new GuiceMatcherLoader(loader);
    }

    Mailet mailet(String name) throws MessagingException {
        return mailets.getMailet(
                FakeMailetConfig.builder()
                        .mailetName("org.securemessaging.mailets." + name)
                        .mailetContext(context)
                        .build());
    }

    Matcher matcher(String name, String condition) throws MessagingException {
        return matchers.getMatcher(
                FakeMatcherConfig.builder()
                        .matcherName("org.securemessaging.matchers." + name)
                        .condition(condition)
                        .mailetContext(context)
                        .build());
    }

    /** As James makes what healthcheck.properties names. */
    HealthCheck healthCheck(String name) throws ClassNotFoundException {
        return loader.instantiate(new ClassName("org.securemessaging.admin.health." + name));
    }

    /** As James makes what webadmin.properties names. */
    Routes routes(String name) throws ClassNotFoundException {
        return loader.instantiate(new ClassName("org.securemessaging.admin.webadmin." + name));
    }

    /** As James makes what extensions.properties names as guice.extension.task. */
    TaskExtensionModule tasks() throws ClassNotFoundException {
        return loader.instantiate(
                new ClassName("org.securemessaging.admin.task.SecureMessagingTasks"));
    }

    // What an administrator writes into extensions.properties.
    private static BaseConfiguration extensions() {
        BaseConfiguration extensions = new BaseConfiguration();
        extensions.addProperty("guice.extension.module", MODULE);
        return extensions;
    }

    private static Injector server(
            FileSystem files, ConfigurationProvider configurations, Instant now) {
        return Guice.createInjector(
                new AbstractModule() {
                    @Override
                    protected void configure() {
                        bind(FileSystem.class).toInstance(files);
                        bind(ConfigurationProvider.class).toInstance(configurations);
                        bind(Clock.class).toInstance(Clock.fixed(now, ZoneOffset.UTC));
                        bind(MetricFactory.class).toInstance(new RecordingMetricFactory());
                        bind(DomainList.class).toInstance(domains());
                        bind(CanSendFrom.class).toInstance(noAliases());
                        bind(MailRepositoryStore.class).toInstance(noRepositories());
                        bind(TaskManager.class)
                                .toInstance(new MemoryTaskManager(new Hostname("here")));
                        bind(WebAdminConfiguration.class)
                                .toInstance(WebAdminConfiguration.TEST_CONFIGURATION);
                    }
                });
    }

    private static DomainList domains() {
        return answering(DomainList.class, "getDefaultDomain", Domain.of("example.org"));
    }

    private static CanSendFrom noAliases() {
        return answering(CanSendFrom.class, "userCanSendFrom", false);
    }

    private static MailRepositoryStore noRepositories() {
        return answering(MailRepositoryStore.class, "getUrls", Stream.empty());
    }

    /** Something that knows one thing. */
    private static <T> T answering(Class<T> type, String question, Object answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        James39.class.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals(question)) {
                                return answer;
                            }
                            throw new UnsupportedOperationException(method.toString());
                        }));
    }
}
