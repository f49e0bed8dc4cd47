package org.securemessaging.admin.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.admin.report.PlainText;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.StoredKey;
import org.securemessaging.keys.VaultUnavailableException;
import org.securemessaging.pipeline.configuration.InvalidConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code keys check}: whether every key of the vault can be had. */
@Command(
        name = "check",
        description = "Open every key of the vault, and say what can't be read.",
        footer = {
            "",
            "A line for each problem, on standard output.",
            "Exit status: 0 if there is none, 1 if there is one, 2 for a usage error."
        })
final class KeysCheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec private CommandSpec spec;
    @Mixin private VaultOptions options = new VaultOptions();

    KeysCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            List<String> problems = problems(options.vault(options.configuration()));
            problems.forEach(problem -> terminal.out().println(PlainText.of(problem)));
            return problems.isEmpty() ? 0 : 1;
        } catch (UnusableArgumentException | InvalidConfigurationException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static List<String> problems(KeyVault vault) {
        List<String> problems = new ArrayList<>(vault.health().sentences());
        try {
            List<StoredKey> keys = vault.all();
            for (StoredKey key : keys) {
                check(key, problems);
            }
            if (keys.isEmpty()) {
                problems.add("the vault holds no key");
            }
        } catch (VaultUnavailableException e) {
            if (!problems.contains(e.getMessage())) {
                problems.add(e.getMessage());
            }
        }
        return problems;
    }

    private static void check(StoredKey key, List<String> problems) {
        if (key.purposes().isEmpty()) {
            problems.add(key.origin() + ": its certificate allows neither signing nor decrypting");
        }
        try {
            key.open();
        } catch (VaultUnavailableException e) {
            problems.add(e.getMessage());
        }
    }
}
