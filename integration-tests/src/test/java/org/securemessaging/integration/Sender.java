package org.securemessaging.integration;

import java.util.List;
import java.util.Locale;

/** Users who send, and their keys. */
enum Sender {
    P256("EC P-256"),
    P384("EC P-384"),
    ED25519("Ed25519"),
    ML_DSA_65("ML-DSA-65"),
    PSS("RSASSA-PSS"),
    SEVERAL("EC P-256", "ML-DSA-65"),
    TOKEN_RSA("RSA"),
    TOKEN_EC("EC P-256"),
    /** Another name of {@link #P256}, with a key of its own. */
    ALIAS("EC P-256");

    private final String kinds;

    Sender(String... kinds) {
        this.kinds = String.join(",", kinds);
    }

    /** The kinds of keys. */
    List<String> kinds() {
        return List.of(kinds.split(","));
    }

    /** Whether the keys are in a token. */
    boolean hasToken() {
        return name().startsWith("TOKEN");
    }

    String address() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + "@harbour.example";
    }

    /** Who logs in. */
    Sender user() {
        return this == ALIAS ? P256 : this;
    }

    String password() {
        return name() + "-secret";
    }
}
