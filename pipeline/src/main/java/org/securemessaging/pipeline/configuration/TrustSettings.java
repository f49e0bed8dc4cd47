package org.securemessaging.pipeline.configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Who is trusted ({@code <trust>}). The files are followed as they change.
 *
 * @param anchors files and folders with the certificates of trust anchors; if there is none,
 *     nothing is trusted
 * @param intermediates files and folders with further certificates for paths
 * @param caIssuers whether issuers' certificates are fetched from where certificates say they are
 */
public record TrustSettings(List<Path> anchors, List<Path> intermediates, boolean caIssuers) {
    private static final String ACCEPTED =
            "an existing file or folder, written as " + FileLocations.ACCEPTED;

    /** Copies the lists. */
    public TrustSettings {
        anchors = List.copyOf(anchors);
        intermediates = List.copyOf(intermediates);
    }

    static TrustSettings read(ConfigurationElement element, FileLocations locations) {
        TrustSettings settings =
                new TrustSettings(
                        existing(element, "anchors", locations),
                        existing(element, "intermediates", locations),
                        Values.truth(element, "caIssuers", true));
        element.finish();
        return settings;
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
