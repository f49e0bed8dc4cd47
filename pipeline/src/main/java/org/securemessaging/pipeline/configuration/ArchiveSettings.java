package org.securemessaging.pipeline.configuration;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.securemessaging.archive.folder.ArchiveFolder;

/**
 * Where journal reports go ({@code <archive>}).
 *
 * @param node this server's name among those that share an archive; empty for its host name
 * @param from the address that reports come from; empty for James's postmaster
 * @param folders folders with a manifest
 * @param repositories URLs of James's mail repositories
 * @param journal a journal address
 * @param protection what keeps records from being read and forged
 * @param auditLog where reading the archive is written down; empty for a file in the first folder
 */
public record ArchiveSettings(
        Optional<String> node,
        Optional<String> from,
        List<Path> folders,
        List<String> repositories,
        Optional<JournalServer> journal,
        ArchiveProtection protection,
        Optional<Path> auditLog) {
    /** The audit log's name, in the first folder, if no other file is configured. */
    public static final String AUDIT_LOG = "audit.log";

    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s<>,;:\"@]{1,64}@[A-Za-z0-9.-]{1,255}");
    private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+.-]*://\\S+");
    private static final String URLS =
            "the URL of a mail repository, such as cassandra://var/mail/journal/";

    /** Copies the lists. */
    public ArchiveSettings {
        folders = List.copyOf(folders);
        repositories = List.copyOf(repositories);
    }

    /**
     * Whether reports go nowhere.
     *
     * @return true if there is no target
     */
    public boolean isEmpty() {
        return folders.isEmpty() && repositories.isEmpty() && journal.isEmpty();
    }

    /**
     * This server's name.
     *
     * @return the configured name, or else the host's
     */
    public String nodeName() {
        return node.orElseGet(ArchiveSettings::hostName);
    }

    static ArchiveSettings read(ConfigurationElement element, FileLocations locations) {
        ArchiveSettings settings =
                new ArchiveSettings(
                        element.value(
                                "node",
                                "letters, digits, dots and hyphens",
                                ArchiveSettings::nodeName),
                        element.value("from", "a mail address", ArchiveSettings::mailAddress),
                        element.values("folder", FileLocations.ACCEPTED, locations::locate),
                        element.values("repository", URLS, ArchiveSettings::url),
                        JournalServer.read(element.section("journal")),
                        ArchiveProtection.read(element.section("protection"), locations),
                        element.value("auditLog", FileLocations.ACCEPTED, locations::locate));
        element.finish();
        return settings;
    }

    static String mailAddress(String text) {
        return matching(ADDRESS, text);
    }

    private static String nodeName(String text) {
        return matching(ArchiveFolder.NODE, text);
    }

    private static String url(String text) {
        return matching(URL, text);
    }

    private static String matching(Pattern pattern, String text) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("another form");
        }
        return text;
    }

    private static String hostName() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return ArchiveFolder.NODE.matcher(name).matches() ? name : "node";
        } catch (UnknownHostException e) {
            return "node"; // A server that does not know its own name is the only one there.
        }
    }
}
