package org.securemessaging.pipeline;

import com.google.inject.AbstractModule;
import com.google.inject.MembersInjector;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.io.FileNotFoundException;
import java.time.Clock;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.securemessaging.cms.decrypt.KeyRing;
import org.securemessaging.directory.lookup.CertificateDirectory;
import org.securemessaging.keys.KeyInventory;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.Vault;
import org.securemessaging.pipeline.archive.Archive;
import org.securemessaging.pipeline.archive.ConfiguredArchive;
import org.securemessaging.pipeline.configuration.FileLocations;
import org.securemessaging.pipeline.configuration.InvalidConfigurationException;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.Directories;
import org.securemessaging.pipeline.engine.EncryptionCertificates;
import org.securemessaging.pipeline.engine.EncryptionEngine;
import org.securemessaging.pipeline.engine.LookupEngine;
import org.securemessaging.pipeline.engine.SigningEngine;
import org.securemessaging.pipeline.engine.VaultAssembly;
import org.securemessaging.pipeline.engine.VerificationEngine;
import org.securemessaging.pipeline.publication.CertificatePublisher;
import org.securemessaging.pipeline.publication.DirectoryCare;
import org.securemessaging.pipeline.publication.PublicationEngine;
import org.securemessaging.revocation.CrlStock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the extension together inside James; named in {@code extensions.properties} as {@code
 * guice.extension.module}.
 *
 * <p>A mistake in {@code securemessaging.xml} is thrown while James makes the first mailet that
 * needs it, and so stops the start.
 */
public final class SecureMessagingModule extends AbstractModule {
    private static final Logger LOGGER = LoggerFactory.getLogger(SecureMessagingModule.class);

    @Provides
    @Singleton
    SecureMessagingConfiguration configuration(
            ConfigurationProvider configurations, FileSystem files) {
        HierarchicalConfiguration<ImmutableNode> found = find(configurations);
        if (found.isEmpty()) {
            LOGGER.warn(
                    "{} is not there, or is empty: the defaults hold",
                    SecureMessagingConfiguration.FILE);
        }
        SecureMessagingConfiguration configuration =
                SecureMessagingConfiguration.read(found, locations(files));
        if (configuration.trust().anchors().isEmpty()) {
            LOGGER.warn(
                    "{} names no trust anchors: no certificate is trusted, and no signature passes",
                    SecureMessagingConfiguration.FILE);
        }
        return configuration;
    }

    @Provides
    @Singleton
    VerificationEngine engine(
            SecureMessagingConfiguration configuration, Directories directories, Clock clock) {
        return new VerificationEngine(configuration, directories, clock);
    }

    @Provides
    @Singleton
    MeteredJudge judge(VerificationEngine engine, MetricFactory metrics) {
        return new MeteredJudge(engine, metrics);
    }

    @Provides
    @Singleton
    PublicationEngine publication(
            SecureMessagingConfiguration configuration,
            Directories directories,
            VerificationEngine engine,
            Clock clock,
            MetricFactory metrics) {
        return new PublicationEngine(
                configuration.publication(),
                directories.named(publicationDirectory(configuration, "PublishCertificates")),
                PublicationEngine.border(configuration.publication(), directories),
                engine,
                clock,
                metrics);
    }

    @Provides
    @Singleton
    DirectoryCare care(
            SecureMessagingConfiguration configuration,
            Directories directories,
            VerificationEngine engine,
            Clock clock) {
        return new DirectoryCare(
                configuration.publication(),
                directories.named(publicationDirectory(configuration, "a sweep")),
                PublicationEngine.border(configuration.publication(), directories),
                engine,
                clock);
    }

    @Provides
    CertificatePublisher publisher(PublicationEngine publication) {
        return publication;
    }

    @Provides
    @Singleton
    Directories directories(SecureMessagingConfiguration configuration, Clock clock) {
        return new Directories(configuration.directories(), clock);
    }

    @Provides
    @Singleton
    MeteredDirectory directory(
            SecureMessagingConfiguration configuration,
            VerificationEngine engine,
            Directories directories,
            Clock clock,
            MetricFactory metrics) {
        return new MeteredDirectory(
                new LookupEngine(configuration, engine, engine::request, directories, clock),
                metrics);
    }

    @Provides
    SendingRights sendingRights(JamesSendingRights james) {
        return james;
    }

    @Provides
    CertificateDirectory certificateDirectory(MeteredDirectory directory) {
        return directory;
    }

    @Provides
    LookupHealth lookupHealth(MeteredDirectory directory) {
        return directory;
    }

    @Provides
    CrlStock crls(MeteredJudge judge) {
        return judge.crls();
    }

    @Provides
    MessageUnlocker messageUnlocker(MeteredJudge judge) {
        return judge;
    }

    @Provides
    MessageJudge messageJudge(MeteredJudge judge) {
        return judge;
    }

    @Provides
    @Singleton
    KeyVault keyVault(SecureMessagingConfiguration configuration) {
        return VaultAssembly.of(configuration.vault());
    }

    @Provides
    Vault vault(KeyVault vault) {
        return vault;
    }

    @Provides
    KeyRing keyRing(KeyVault vault) {
        return vault;
    }

    @Provides
    KeyInventory keyInventory(KeyVault vault) {
        return vault;
    }

    @Provides
    @Singleton
    EncryptionEngine encryption(
            SecureMessagingConfiguration configuration,
            CertificateDirectory directory,
            Clock clock) {
        return new EncryptionEngine(configuration, directory, clock);
    }

    @Provides
    @Singleton
    SigningEngine signing(
            SecureMessagingConfiguration configuration,
            KeyVault vault,
            CertificateDirectory directory,
            Clock clock) {
        return new SigningEngine(
                configuration, vault, new EncryptionCertificates(directory, vault, clock), clock);
    }

    @Provides
    @Singleton
    Archive archive(ConfiguredArchive configured, MembersInjector<Archive> lifeCycle) {
        Archive archive = configured.get();
        // James stops what Guice has injected, and not what Guice was only given.
        lifeCycle.injectMembers(archive);
        return archive;
    }

    @Provides
    @Singleton
    DefaultDomain defaultDomain(DomainList domains) {
        return () -> {
            try {
                return domains.getDefaultDomain().asString();
            } catch (DomainListException e) {
                throw new IllegalStateException("James can't tell its default domain", e);
            }
        };
    }

    private static String publicationDirectory(
            SecureMessagingConfiguration configuration, String forWhat) {
        return configuration
                .publication()
                .directory()
                .orElseThrow(
                        () ->
                                new InvalidConfigurationException(
                                        SecureMessagingConfiguration.FILE
                                                + ": <publication><directory> is missing, which "
                                                + forWhat
                                                + " needs"));
    }

    private static HierarchicalConfiguration<ImmutableNode> find(
            ConfigurationProvider configurations) {
        try {
            return configurations.getConfiguration(SecureMessagingConfiguration.COMPONENT);
        } catch (ConfigurationException e) {
            throw new InvalidConfigurationException(
                    SecureMessagingConfiguration.FILE + " can't be read: " + e.getMessage(), e);
        }
    }

    private static FileLocations locations(FileSystem files) {
        return url -> {
            if (!url.startsWith(FileSystem.FILE_PROTOCOL)) {
                throw new IllegalArgumentException("no file address");
            }
            try {
                return files.getFile(url).toPath().normalize();
            } catch (FileNotFoundException e) {
                throw new IllegalArgumentException("no path", e);
            }
        };
    }
}
