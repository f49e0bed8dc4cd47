package org.securemessaging.admin.keys;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.engine.OptionFiles;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.admin.report.PlainText;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddresses;
import org.securemessaging.keys.ImportedKeys;
import org.securemessaging.keys.KeyFileException;
import org.securemessaging.keys.KeyImport;
import org.securemessaging.keys.KeyPasswords;
import org.securemessaging.keys.KeyPurpose;
import org.securemessaging.keys.VaultUnavailableException;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.pipeline.configuration.InvalidConfigurationException;
import org.securemessaging.pipeline.configuration.VaultSettings;
import org.securemessaging.pipeline.engine.VaultAssembly;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keys import}: takes files with keys into a folder of the vault. */
@Command(
        name = "import",
        description = "Take PKCS#12 and PEM files into the vault, which picks them up by itself.",
        footer = {
            "",
            "A line for each key, with tabs between: SHA-256 of the certificate, purposes,"
                    + " addresses, file.",
            "Exit status: 0 if every file was taken or was there already, 1 if one was not, 2 for a"
                    + " usage error, 74 if a file can't be read or written."
        })
final class KeysImportCommand implements Callable<Integer> {
    private static final int NOT_TAKEN = 1;

    /** EX_IOERR of sysexits.h. */
    private static final int IO_ERROR = 74;

    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "A file with private keys and their certificates: PKCS#12 or PEM.")
    private List<Path> files = List.of();

    @Option(
            names = "--conf",
            paramLabel = "DIR",
            required = true,
            description = "James's configuration folder: the vault of its securemessaging.xml.")
    private Path configurationFolder;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description =
                    "The folder of the vault that takes them. The first of vault/keys by default.")
    private Path to;

    @Option(
            names = "--password-env",
            paramLabel = "NAME",
            description =
                    "The variable of the environment that holds the files' password. A file's own"
                            + " may stand in a file beside it, with .password behind its name.")
    private String passwordVariable;

    @Option(
            names = "--reencrypt",
            description =
                    "Write the keys anew, as PKCS#12 encrypted with the vault's password"
                            + " (vault/keyPassword). Else files are taken as they are.")
    private boolean reencrypt;

    KeysImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            VaultSettings settings =
                    ConfigurationFolder.load(
                                    OptionFiles.configurationFolder("--conf", configurationFolder))
                            .vault();
            KeyImport keys =
                    new KeyImport(
                            new KeyImport.Vaulted(
                                    folder(settings),
                                    VaultAssembly.passwords(settings.keyPassword()),
                                    settings.clearKeys(),
                                    VaultAssembly.of(settings)),
                            new BouncyCastleProvider());
            int status = 0;
            for (Path file : files) {
                status = Math.max(status, take(file, keys));
            }
            return status;
        } catch (UnusableArgumentException | InvalidConfigurationException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Path folder(VaultSettings settings) {
        List<Path> folders = settings.keys().stream().filter(Files::isDirectory).toList();
        if (to == null) {
            return folders.stream()
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new UnusableArgumentException(
                                            "the configuration names no folder in vault/keys"));
        }
        return folders.stream()
                .filter(this::isTo)
                .findFirst()
                .orElseThrow(
                        () ->
                                new UnusableArgumentException(
                                        "--to "
                                                + to
                                                + ": no folder of the vault, which has "
                                                + folders));
    }

    private boolean isTo(Path folder) {
        try {
            return Files.exists(to) && Files.isSameFile(folder, to);
        } catch (IOException e) {
            throw new UnusableArgumentException("--to " + to + ": " + e);
        }
    }

    private int take(Path file, KeyImport keys) {
        try {
            ImportedKeys imported = keys.take(file, passwords(), reencrypt);
            imported.present()
                    .forEach(key -> complain(file, "in the vault already: " + key.origin()));
            for (Certificate certificate : imported.added()) {
                terminal.out().println(line(certificate, imported.file().orElseThrow()));
                if (KeyPurpose.of(certificate).isEmpty()) {
                    complain(file, "its certificate allows neither signing nor decrypting");
                }
            }
            return 0;
        } catch (KeyFileException | VaultUnavailableException e) {
            complain(file, e.getMessage());
            return NOT_TAKEN;
        } catch (FileAlreadyExistsException e) {
            complain(file, e.getMessage() + " is there already, and holds something else");
            return NOT_TAKEN;
        } catch (IOException e) {
            complain(file, e.toString());
            return IO_ERROR;
        }
    }

    private KeyPasswords passwords() {
        return passwordVariable == null
                ? KeyPasswords.none()
                : KeyPasswords.from(
                        () ->
                                Optional.ofNullable(System.getenv(passwordVariable))
                                        .map(String::toCharArray));
    }

    private static String line(Certificate certificate, Path file) {
        return String.join(
                "\t",
                certificate.sha256(),
                KeyPurpose.of(certificate).stream()
                        .sorted()
                        .map(KeyPurpose::word)
                        .collect(Collectors.joining(",")),
                PlainText.of(String.join(",", MailAddresses.of(certificate).all())),
                PlainText.of(file.toString()));
    }

    private void complain(Path file, String why) {
        terminal.err().println("securemessaging keys import: " + file + ": " + PlainText.of(why));
    }
}
