package org.securemessaging.mime;

/**
 * A mailbox address (RFC 5322 §3.4.1, RFC 6532).
 *
 * @param localPart without quotes, as written in all else
 * @param domain as written: A-labels, U-labels, or a literal in brackets
 */
public record Mailbox(String localPart, String domain) {
    /**
     * The address as it is written in mail, its local part in quotes only if it needs them.
     *
     * @return the addr-spec
     */
    public String addrSpec() {
        if (isDotAtom(localPart)) {
            return localPart + "@" + domain;
        }
        String escaped = localPart.replace("\\", "\\\\").replace("\"", "\\\"");
        return "\"" + escaped + "\"@" + domain;
    }

    private static boolean isDotAtom(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(AddressToken::isAtomText)
                && !text.startsWith(".")
                && !text.endsWith(".")
                && !text.contains("..");
    }
}
