package org.securemessaging.admin.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.cms.decrypt.KeyUnavailableException;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.pipeline.configuration.InvalidConfigurationException;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.VerificationEngine;
import org.securemessaging.verification.OpenedMessage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Decrypts messages as the server does, with the keys of its vault or those in a file. */
@Command(
        name = "decrypt",
        description = "Decrypt messages, as the server does.",
        footer = {
            "",
            "The decrypted message goes to standard output; with --json, and of a folder, what was"
                    + " found of each message instead.",
            "Exit status: 0 if all were decrypted, 1 if one was not, 2 for a usage error, 74 if a"
                    + " message can't be read or written."
        })
public final class DecryptCommand implements Callable<Integer> {
    private static final int NOT_OPENED = 1;

    /** EX_IOERR of sysexits.h. */
    private static final int IO_ERROR = 74;

    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE|DIR",
            description = "A message as it went over the wire, or a folder with messages.")
    private Path path;

    @Mixin private VaultOptions options = new VaultOptions();

    @Option(
            names = "--json",
            description = "Print a JSON object a line with what was found, and no plaintext.")
    private boolean json;

    /**
     * Makes the command.
     *
     * @param terminal where it writes
     */
    public DecryptCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Decrypts.
     *
     * @return the exit status
     * @throws ParameterException if something named can't be used
     */
    @Override
    public Integer call() {
        try {
            SecureMessagingConfiguration configuration = options.configuration();
            KeyVault vault = options.vault(configuration);
            try (VerificationEngine engine =
                    new VerificationEngine(configuration, Clock.systemUTC())) {
                int status = 0;
                for (Path file : files()) {
                    status = Math.max(status, decrypt(file, engine, vault));
                }
                terminal.out().flush();
                return terminal.out().checkError() ? IO_ERROR : status;
            }
        } catch (UnusableArgumentException | InvalidConfigurationException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (IOException | UncheckedIOException e) {
            return complain(path, IO_ERROR, e.getMessage());
        }
    }

    private int decrypt(Path file, VerificationEngine engine, KeyVault vault) throws IOException {
        try (MessageBytes message = MessageBytes.of(file)) {
            Optional<OpenedMessage> result = engine.open(message, engine.request(), vault);
            if (result.isEmpty()) {
                return complain(file, NOT_OPENED, "the time for one message is over");
            }
            try (OpenedMessage opened = result.get()) {
                return write(file, opened);
            }
        } catch (KeyUnavailableException e) {
            return complain(file, NOT_OPENED, e.getMessage());
        }
    }

    private int write(Path file, OpenedMessage opened) throws IOException {
        boolean done = opened.opened() && opened.complete();
        if (json || Files.isDirectory(path)) {
            new DecryptionWriter(terminal.out()).write(file, opened);
            return done ? 0 : NOT_OPENED;
        }
        if (!opened.opened()) {
            return complain(file, NOT_OPENED, why(opened));
        }
        try (InputStream copy = opened.copy()) {
            copy.transferTo(terminal.out());
        }
        return done ? 0 : complain(file, NOT_OPENED, why(opened));
    }

    private static String why(OpenedMessage opened) {
        return opened.envelopes().stream()
                .flatMap(envelope -> envelope.failure().stream())
                .findFirst()
                .map(finding -> finding.reason().code() + ": " + finding.detail())
                .orElse("not encrypted as a whole");
    }

    private List<Path> files() throws IOException {
        if (!Files.exists(path)) {
            throw new UnusableArgumentException(path + ": no such file or folder");
        }
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private int complain(Path file, int status, String why) {
        terminal.err().println("securemessaging decrypt: " + file + ": " + why);
        return status;
    }
}
