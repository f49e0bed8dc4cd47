package org.securemessaging.pipeline.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code <directories>}. */
final class DirectoryElements {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
    private static final String NAMES = "letters, digits, hyphens, dots and underscores";

    /** How other parts of the configuration name a directory, for messages. */
    static final String REFERENCE = "the name of a <directory> in <directories>";

    private DirectoryElements() {}

    static List<DirectoryConfiguration> read(
            ConfigurationElement directories, FileLocations locations) {
        List<DirectoryConfiguration> read = new ArrayList<>();
        for (ConfigurationElement element : directories.sections("directory")) {
            Optional<String> name = element.attribute("name");
            Optional<DirectoryConfiguration> directory =
                    ConnectionElement.read(element, name.orElse(""), locations)
                            .map(DirectoryConfiguration::new);
            element.finish();
            requireName(element, name, directory.isPresent());
            directory.ifPresent(each -> add(read, each, element));
        }
        directories.finish();
        return List.copyOf(read);
    }

    private static void requireName(
            ConfigurationElement element, Optional<String> name, boolean isThere) {
        if (name.isPresent() != isThere) {
            throw isThere
                    ? element.refusal("name", "", "an attribute name=\"...\" of " + NAMES)
                    : element.refusal("server", "", ConnectionElement.SERVERS);
        }
        if (name.filter(text -> !NAME.matcher(text).matches()).isPresent()) {
            throw element.refusal("name", name.get(), NAMES);
        }
    }

    private static void add(
            List<DirectoryConfiguration> read,
            DirectoryConfiguration directory,
            ConfigurationElement element) {
        if (read.stream().anyMatch(other -> other.name().equals(directory.name()))) {
            throw element.refusal("name", directory.name(), "a name that no other directory has");
        }
        read.add(directory);
    }
}
