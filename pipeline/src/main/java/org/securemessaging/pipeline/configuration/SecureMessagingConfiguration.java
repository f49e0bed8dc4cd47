package org.securemessaging.pipeline.configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.verification.IdentityMode;

/**
 * Everything {@code securemessaging.xml} says, or the defaults for what it does not say. Immutable
 * and thread safe.
 *
 * @param trust who is trusted
 * @param revocation how revocation is checked
 * @param algorithms which algorithms and keys are good enough
 * @param identity which addresses are compared
 * @param limits what one mail may cost
 * @param vault where private keys are
 * @param stamps the words in which results are written
 * @param directories the directories, by name, in the file's order
 * @param lookup where recipients' certificates are looked for
 * @param encryption for whom outgoing mail is encrypted
 * @param publication where certificates are published
 * @param archive where journal reports go
 * @param temporaryFolder where large messages lie while they are looked at
 */
public record SecureMessagingConfiguration(
        TrustSettings trust,
        RevocationSettings revocation,
        AlgorithmPolicy algorithms,
        IdentityMode identity,
        LimitSettings limits,
        VaultSettings vault,
        StampSettings stamps,
        List<DirectoryConfiguration> directories,
        LookupSettings lookup,
        EncryptionSettings encryption,
        PublicationSettings publication,
        ArchiveSettings archive,
        Path temporaryFolder) {
    /** The name of the file. */
    public static final String FILE = "securemessaging.xml";

    /** The configuration's name, as James's providers want it. */
    public static final String COMPONENT = "securemessaging";

    /**
     * Reads a configuration.
     *
     * @param configuration the file's content
     * @param locations where the files lie that it names
     * @return the records
     * @throws InvalidConfigurationException if an element is unknown or a value malformed; the
     *     message names the file, the element, the value and what is accepted
     */
    public static SecureMessagingConfiguration read(
            HierarchicalConfiguration<ImmutableNode> configuration, FileLocations locations) {
        return read(ConfigurationElement.root(FILE, configuration), locations);
    }

    /**
     * The defaults: nothing is trusted, nothing is fetched that was not asked for by name.
     *
     * @return the configuration of an empty file
     */
    public static SecureMessagingConfiguration defaults() {
        return read(new BaseHierarchicalConfiguration(), FileLocations.around(Path.of("conf")));
    }

    /**
     * The same configuration with other files, for those who are told of more than the
     * administrator wrote down.
     *
     * @param otherTrust who is trusted
     * @param crls files and folders with CRLs
     * @return the configuration
     */
    public SecureMessagingConfiguration with(TrustSettings otherTrust, List<Path> crls) {
        return new SecureMessagingConfiguration(
                otherTrust,
                revocation.withCrls(crls),
                algorithms,
                identity,
                limits,
                vault,
                stamps,
                directories,
                lookup,
                encryption,
                publication,
                archive,
                temporaryFolder);
    }

    /**
     * What is said of a directory.
     *
     * @param name what the administrator calls it
     * @return nothing if there is none of that name
     */
    public Optional<DirectoryConfiguration> directory(String name) {
        return directories.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /**
     * The directories that some part asks or writes to.
     *
     * @return their names, in no particular order
     */
    public Set<String> directoriesInUse() {
        return Stream.of(
                        trust.directories(),
                        revocation.directories(),
                        lookup.directories(),
                        publication.directory().stream().toList(),
                        publication.border().map(BorderSettings::directory).stream().toList())
                .flatMap(List::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The same configuration with other words.
     *
     * @param otherStamps the words in which results are written
     * @return the configuration
     */
    public SecureMessagingConfiguration withStamps(StampSettings otherStamps) {
        return new SecureMessagingConfiguration(
                trust,
                revocation,
                algorithms,
                identity,
                limits,
                vault,
                otherStamps,
                directories,
                lookup,
                encryption,
                publication,
                archive,
                temporaryFolder);
    }

    /**
     * The parameters there are, as paths such as {@code revocation/mode}.
     *
     * @return the paths, in the order in which they are read
     */
    public static List<String> parameters() {
        ConfigurationElement root =
                ConfigurationElement.root(FILE, new BaseHierarchicalConfiguration());
        read(root, FileLocations.around(Path.of("conf")));
        return root.parameters();
    }

    private static SecureMessagingConfiguration read(
            ConfigurationElement root, FileLocations locations) {
        SecureMessagingConfiguration configuration =
                new SecureMessagingConfiguration(
                        TrustSettings.read(root.section("trust"), locations),
                        RevocationSettings.read(root.section("revocation"), locations),
                        AlgorithmSettings.read(root.section("algorithms")),
                        Values.word(
                                root,
                                "identity",
                                IdentityMode.values(),
                                IdentityMode.FROM_OR_SENDER),
                        LimitSettings.read(root.section("limits")),
                        VaultSettings.read(root.section("vault"), locations),
                        StampSettings.read(root.section("stamps")),
                        DirectoryElements.read(root.section("directories"), locations),
                        LookupSettings.read(root.section("lookup"), locations),
                        EncryptionSettings.read(root.section("encryption"), locations),
                        PublicationSettings.read(root.section("publication"), locations),
                        ArchiveSettings.read(root.section("archive"), locations),
                        temporaryFolder(root, locations));
        root.finish();
        requireDirectories(
                root.section("trust"), configuration, configuration.trust().directories());
        requireDirectories(
                root.section("revocation"),
                configuration,
                configuration.revocation().directories());
        requireDirectories(
                root.section("lookup").section("source"),
                configuration,
                configuration.lookup().directories());
        requireDirectories(
                root.section("publication"),
                configuration,
                configuration.publication().directory().stream().toList());
        requireDirectories(
                root.section("publication").section("border"),
                configuration,
                configuration.publication().border().map(BorderSettings::directory).stream()
                        .toList());
        return configuration;
    }

    private static void requireDirectories(
            ConfigurationElement element,
            SecureMessagingConfiguration configuration,
            List<String> names) {
        for (String name : names) {
            if (configuration.directory(name).isEmpty()) {
                throw element.refusal("directory", name, DirectoryElements.REFERENCE);
            }
        }
    }

    private static Path temporaryFolder(ConfigurationElement root, FileLocations locations) {
        String accepted = "an existing, writable folder, written as " + FileLocations.ACCEPTED;
        Path folder =
                root.value("temporaryFolder", accepted, locations::locate)
                        .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw root.refusal("temporaryFolder", folder, accepted);
        }
        return folder;
    }
}
