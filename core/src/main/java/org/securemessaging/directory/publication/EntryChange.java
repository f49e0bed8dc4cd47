package org.securemessaging.directory.publication;

/**
 * One value that came or went, or would.
 *
 * @param entry the entry's distinguished name
 * @param attribute the attribute's type, without options
 * @param added whether it came
 * @param value what it is, in words for an administrator
 */
public record EntryChange(String entry, String attribute, boolean added, String value) {
    /** One line, such as {@code + userCertificate of cn=Alice,dc=example: CN=Alice [ab12…]}. */
    @Override
    public String toString() {
        return (added ? "+ " : "- ") + attribute + " of " + entry + ": " + value;
    }
}
