package org.securemessaging.admin.keys;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.admin.report.PlainText;
import org.securemessaging.certificate.MailAddresses;
import org.securemessaging.keys.KeyPurpose;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.StoredKey;
import org.securemessaging.keys.VaultUnavailableException;
import org.securemessaging.pipeline.configuration.InvalidConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code keys list}: the keys of the vault, without opening one. */
@Command(
        name = "list",
        description = "List the keys of the vault, the newest first.",
        footer = {
            "",
            "A line each, with tabs between: SHA-256 of the certificate, purposes, first and last"
                    + " day of validity, addresses, place.",
            "Exit status: 0; 1 if no place with keys can be reached; 2 for a usage error."
        })
final class KeysListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec private CommandSpec spec;
    @Mixin private VaultOptions options = new VaultOptions();

    KeysListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            KeyVault vault = options.vault(options.configuration());
            vault.all().forEach(key -> terminal.out().println(line(key)));
            return 0;
        } catch (UnusableArgumentException | InvalidConfigurationException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (VaultUnavailableException e) {
            terminal.err().println("securemessaging keys list: " + e.getMessage());
            return 1;
        }
    }

    private static String line(StoredKey key) {
        return String.join(
                "\t",
                key.certificate().sha256(),
                key.purposes().stream()
                        .sorted()
                        .map(KeyPurpose::word)
                        .collect(Collectors.joining(",")),
                day(key.certificate().holder().getNotBefore()),
                day(key.certificate().holder().getNotAfter()),
                PlainText.of(String.join(",", MailAddresses.of(key.certificate()).all())),
                PlainText.of(key.origin()));
    }

    private static String day(java.util.Date date) {
        return date.toInstant().toString().substring(0, "2026-01-01".length());
    }
}
