package org.securemessaging.pipeline.configuration;

import org.securemessaging.directory.ldap.DirectorySettings;

/**
 * What is said of one directory ({@code <directory>}).
 *
 * @param connection how it is reached
 */
public record DirectoryConfiguration(DirectorySettings connection) {
    /**
     * What the administrator calls it.
     *
     * @return the name by which other parts of the configuration refer to it
     */
    public String name() {
        return connection.name();
    }
}
