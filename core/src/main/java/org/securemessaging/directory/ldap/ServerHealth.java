package org.securemessaging.directory.ldap;

import java.util.Optional;

/**
 * Whether one server of a directory can be asked.
 *
 * @param directory what the administrator calls the directory
 * @param server which of its servers
 * @param failure what is wrong, with the server's name; empty if it answers
 */
public record ServerHealth(String directory, DirectoryServer server, Optional<String> failure) {}
