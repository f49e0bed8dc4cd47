package org.securemessaging.admin.sign;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.IDN;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.engine.OptionFiles;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.sign.SignatureForm;
import org.securemessaging.cms.sign.SigningException;
import org.securemessaging.cms.sign.SigningIdentity;
import org.securemessaging.cms.sign.SigningRequest;
import org.securemessaging.cms.sign.SigningSettings;
import org.securemessaging.cms.sign.SigningUnavailableException;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.VaultUnavailableException;
import org.securemessaging.mime.HeaderField;
import org.securemessaging.mime.Mailboxes;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MessageTooLargeException;
import org.securemessaging.mime.MimeLimitException;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.pipeline.configuration.InvalidConfigurationException;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.EncryptionCertificates;
import org.securemessaging.pipeline.engine.SigningEngine;
import org.securemessaging.pipeline.engine.VaultAssembly;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Signs a message as the server does, with a key of its vault or one from a file. */
@Command(
        name = "sign",
        description = "Sign a message, as the server does.",
        footer = {
            "",
            "The signed message goes to standard output.",
            "Exit status: 0 if it is signed, 1 if it can't be, 2 for a usage error, 74 if the"
                    + " message can't be read or written."
        })
public final class SignCommand implements Callable<Integer> {
    private static final int NOT_SIGNED = 1;

    /** EX_IOERR of sysexits.h. */
    private static final int IO_ERROR = 74;

    private static final String STANDARD_INPUT = "-";

    private final Terminal terminal;
    private final Clock clock = Clock.systemUTC();

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE|-",
            description = "The message as it is to go over the wire, or - for standard input.")
    private String name;

    @Option(
            names = "--conf",
            paramLabel = "DIR",
            description =
                    "James's configuration folder: sign with the key that the vault in its"
                            + " securemessaging.xml has for the author (From), or else for the"
                            + " author's domain.")
    private Path configurationFolder;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "Sign with the key in this file instead: PKCS#12 or PEM.")
    private Path keyFile;

    @Option(
            names = "--password-env",
            paramLabel = "NAME",
            description = "The variable of the environment that holds the key file's password.")
    private String passwordVariable;

    @Option(
            names = "--opaque",
            description =
                    "Write application/pkcs7-mime, which only S/MIME programs can read, instead of"
                            + " multipart/signed.")
    private boolean opaque;

    /**
     * Makes the command.
     *
     * @param terminal where it reads standard input and writes
     */
    public SignCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Signs.
     *
     * @return the exit status
     * @throws ParameterException if something named can't be used
     */
    @Override
    public Integer call() {
        try {
            SecureMessagingConfiguration configuration = configuration();
            KeyVault vault = VaultAssembly.of(configuration.vault());
            try (SigningEngine engine =
                            new SigningEngine(
                                    configuration,
                                    vault,
                                    EncryptionCertificates.inVault(vault, clock),
                                    clock);
                    MessageBytes message = message(engine)) {
                return sign(engine, message);
            }
        } catch (UnusableArgumentException | InvalidConfigurationException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (SigningException
                | SigningUnavailableException
                | VaultUnavailableException
                | MimeLimitException e) {
            return complain(NOT_SIGNED, e.getMessage());
        } catch (MessageTooLargeException e) {
            return complain(NOT_SIGNED, name + ": " + e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            return complain(IO_ERROR, name + ": " + e.getMessage());
        }
    }

    private int sign(SigningEngine engine, MessageBytes message) throws IOException {
        Optional<MailAddress> author = author(engine, message);
        Optional<SigningIdentity> identity = identity(engine, author);
        if (identity.isEmpty()) {
            return complain(NOT_SIGNED, name + ": the vault has no key for its author");
        }
        SigningRequest request =
                SigningRequest.plain(
                        clock.instant(),
                        opaque ? SignatureForm.OPAQUE : SignatureForm.CLEAR,
                        author.map(MailAddress::domain).map(IDN::toASCII).orElse("localhost"));
        try (MessageBytes signed =
                        engine.signer(SigningSettings.DEFAULT, Optional.empty())
                                .sign(message, identity.get(), request);
                InputStream in = signed.octets().open()) {
            in.transferTo(terminal.out());
        }
        terminal.out().flush();
        return terminal.out().checkError()
                ? complain(IO_ERROR, "standard output can't be written")
                : 0;
    }

    private Optional<SigningIdentity> identity(SigningEngine engine, Optional<MailAddress> author) {
        if (keyFile != null) {
            return Optional.of(
                    new SigningKeys(keyFile, Optional.ofNullable(passwordVariable))
                            .identity(clock));
        }
        return author.flatMap(address -> engine.identity(address, true, false));
    }

    /** The one author that all mail programs read from the message. */
    private static Optional<MailAddress> author(SigningEngine engine, MessageBytes message) {
        List<HeaderField> fields = engine.read(message).header().all("From");
        if (fields.size() != 1) {
            return Optional.empty();
        }
        Mailboxes mailboxes = Mailboxes.of(fields.get(0));
        return mailboxes.malformed() || mailboxes.mailboxes().size() != 1
                ? Optional.empty()
                : MailAddress.parse(mailboxes.mailboxes().get(0).addrSpec());
    }

    private SecureMessagingConfiguration configuration() {
        if (configurationFolder != null) {
            return ConfigurationFolder.load(
                    OptionFiles.configurationFolder("--conf", configurationFolder));
        }
        if (keyFile == null) {
            throw new UnusableArgumentException("name a key: --conf DIR, or --key FILE");
        }
        return SecureMessagingConfiguration.defaults();
    }

    private MessageBytes message(SigningEngine engine) throws IOException {
        if (name.equals(STANDARD_INPUT)) {
            return MessageBytes.read(terminal.in(), engine.spool());
        }
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            return MessageBytes.read(in, engine.spool());
        }
    }

    private int complain(int status, String why) {
        terminal.err().println("securemessaging sign: " + why);
        return status;
    }
}
