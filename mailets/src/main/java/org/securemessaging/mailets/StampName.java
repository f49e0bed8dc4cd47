package org.securemessaging.mailets;

import java.util.regex.Pattern;

/** Writes the server's name into a stamp (RFC 8601 §2.2). Stateless. */
final class StampName {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`{|}~-]+");

    private StampName() {}

    static String written(String authservId) {
        return TOKEN.matcher(authservId).matches()
                ? authservId
                : '"' + authservId.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
