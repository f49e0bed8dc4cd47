package org.securemessaging.pipeline.configuration;

import java.time.Duration;
import java.util.Optional;

/**
 * Where journal reports are sent over SMTP ({@code <archive><journal>}).
 *
 * @param address the journal address
 * @param host the server that takes its mail
 * @param port its port
 * @param security how the connection is secured
 * @param user as whom to log in
 * @param password the password for it
 * @param timeout how long to wait for the server at each step
 */
public record JournalServer(
        String address,
        String host,
        int port,
        Security security,
        Optional<String> user,
        Optional<String> password,
        Duration timeout) {
    /** How a connection is secured. */
    public enum Security {
        /** Not at all, for a server on this machine or a network of its own. */
        NONE,
        /** By STARTTLS, which the server must offer (RFC 3207). */
        STARTTLS,
        /** From the start (RFC 8314). */
        TLS
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int SUBMISSION = 25;

    /** Everything but the password. */
    @Override
    public String toString() {
        return "%s at %s:%d, %s".formatted(address, host, port, security);
    }

    static Optional<JournalServer> read(ConfigurationElement element) {
        Optional<String> address =
                element.value("address", "a mail address", ArchiveSettings::mailAddress);
        Optional<String> host = element.value("host", "a host name", text -> text);
        Optional<String> user = element.value("user", "a name", text -> text);
        Optional<String> password =
                element.value("password", "best ${env:NAME}, a variable", text -> text);
        int port = Values.number(element, "port", SUBMISSION);
        Security security = Values.word(element, "security", Security.values(), Security.STARTTLS);
        Duration timeout = Values.duration(element, "timeout", TIMEOUT);
        element.finish();
        if (address.isEmpty() && host.isEmpty()) {
            return Optional.empty();
        }
        if (host.isEmpty()) {
            throw element.refusal("host", "", "a host name, since there is an address");
        }
        if (address.isEmpty()) {
            throw element.refusal("address", "", "a mail address, since there is a host");
        }
        if (port > 65_535) {
            throw element.refusal("port", port, "1 to 65535");
        }
        if (user.isPresent() != password.isPresent()) {
            throw element.refusal("user", user.orElse(""), "a name with a password, or neither");
        }
        return Optional.of(
                new JournalServer(
                        address.get(), host.get(), port, security, user, password, timeout));
    }
}
