package org.securemessaging.pipeline.configuration;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.securemessaging.trust.list.CurrentTrustList;
import org.securemessaging.trust.list.TrustListFormatException;

/**
 * Who is trusted ({@code <trust>}). The files are followed as they change.
 *
 * @param anchors files and folders with the certificates of trust anchors; if there is none,
 *     nothing is trusted
 * @param intermediates files and folders with further certificates for paths
 * @param trustList the file with the trust list, if there is one
 * @param caIssuers whether issuers' certificates are fetched from where certificates say they are
 * @param directories the names of the directories in which issuers' certificates are looked up
 */
public record TrustSettings(
        List<Path> anchors,
        List<Path> intermediates,
        Optional<Path> trustList,
        boolean caIssuers,
        List<String> directories) {
    private static final String ACCEPTED =
            "an existing file or folder, written as " + FileLocations.ACCEPTED;
    private static final String LIST =
            "an existing file with a trust list, written as " + FileLocations.ACCEPTED;

    /** Copies the lists. */
    public TrustSettings {
        anchors = List.copyOf(anchors);
        intermediates = List.copyOf(intermediates);
        directories = List.copyOf(directories);
    }

    static TrustSettings read(ConfigurationElement element, FileLocations locations) {
        TrustSettings settings =
                new TrustSettings(
                        existing(element, "anchors", locations),
                        existing(element, "intermediates", locations),
                        trustList(element, locations),
                        Values.truth(element, "caIssuers", true),
                        element.values("directory", DirectoryElements.REFERENCE, text -> text));
        element.finish();
        return settings;
    }

    /** Read once here, so that a malformed line stops the start. */
    private static Optional<Path> trustList(ConfigurationElement element, FileLocations locations) {
        Optional<Path> file = element.value("trustList", LIST, locations::locate);
        try {
            file.ifPresent(CurrentTrustList::read);
            return file;
        } catch (TrustListFormatException | UncheckedIOException e) {
            throw element.refusal("trustList", file.orElseThrow(), LIST + "; " + e.getMessage());
        }
    }

    /** Files that must be there: a misspelt folder of anchors would silently trust nobody. */
    static List<Path> existing(ConfigurationElement element, String name, FileLocations locations) {
        List<Path> paths = element.values(name, ACCEPTED, locations::locate);
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw element.refusal(name, path, ACCEPTED);
            }
        }
        return paths;
    }
}
