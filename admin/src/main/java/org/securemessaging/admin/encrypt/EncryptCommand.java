package org.securemessaging.admin.encrypt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.directory.LookupWriter;
import org.securemessaging.admin.engine.CircumstanceOptions;
import org.securemessaging.admin.engine.CommandEngine;
import org.securemessaging.admin.engine.LookupRun;
import org.securemessaging.admin.engine.OptionFiles;
import org.securemessaging.admin.engine.TrustOptions;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.certificate.CertificateFiles;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.certificate.NameText;
import org.securemessaging.cms.encrypt.ContentCipher;
import org.securemessaging.cms.encrypt.EncryptionPlan;
import org.securemessaging.cms.encrypt.EncryptionRequest;
import org.securemessaging.cms.encrypt.MessageEncryptor;
import org.securemessaging.cms.encrypt.MessageNotEncryptableException;
import org.securemessaging.cms.encrypt.UnusableCertificateException;
import org.securemessaging.cms.message.HeaderProtection;
import org.securemessaging.directory.lookup.LookUp;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MessageTooLargeException;
import org.securemessaging.mime.MimeLimitException;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.pipeline.configuration.InvalidConfigurationException;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Encrypts a message to the certificates that the server would choose, or to those in files. */
@Command(
        name = "encrypt",
        description = "Encrypt a message, to the certificates that the server would choose.",
        sortOptions = false,
        footer = {
            "",
            "The encrypted message goes to standard output; with --explain, what was found does.",
            "Exit status: 0 if it is or can be encrypted to everyone, 1 if it can't be, 75 if that"
                    + " can't be known now, 2 for a usage error, 74 if the message can't be read or"
                    + " written."
        })
public final class EncryptCommand implements Callable<Integer> {
    private static final int NOT_ENCRYPTED = 1;

    // As sysexits.h has them: EX_IOERR, EX_TEMPFAIL.
    private static final int IO_ERROR = 74;
    private static final int TRY_LATER = 75;

    private static final String STANDARD_INPUT = "-";

    private final Terminal terminal;
    private final Clock clock = Clock.systemUTC();
    private final Provider bouncyCastle = new BouncyCastleProvider();

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE|-",
            description = "The message as it is to go over the wire, or - for standard input.")
    private String name;

    @Option(
            names = "--to",
            paramLabel = "ADDRESS",
            description =
                    "Encrypt to this address. May be repeated. Without it, and without"
                            + " --certificate: to those in To and Cc.")
    private List<String> to = new ArrayList<>();

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description =
                    "Encrypt to the certificates in this file or folder too, as they are: nothing"
                            + " about them is judged. May be repeated.")
    private List<Path> certificates = new ArrayList<>();

    @Option(
            names = "--explain",
            description =
                    "Encrypt nothing: print for each address which certificate was chosen, which"
                            + " were rejected, and why.")
    private boolean explain;

    @Option(
            names = "--json",
            description =
                    "With --explain: print one JSON object a line for each address, in UTF-8, and"
                            + " one with the cipher.")
    private boolean json;

    @Option(
            names = "--hide-subject",
            description = "Put the header inside too, and hide the subject outside (RFC 9788).")
    private boolean hideSubject;

    @Option(names = "--compress", description = "Compress the content first.")
    private boolean compress;

    @Mixin private TrustOptions trust = new TrustOptions();

    @Mixin private CircumstanceOptions circumstances = new CircumstanceOptions();

    /**
     * Makes the command.
     *
     * @param terminal where it reads standard input and writes
     */
    public EncryptCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Encrypts, or explains.
     *
     * @return the exit status
     * @throws ParameterException if something named can't be used
     */
    @Override
    public Integer call() {
        try {
            SecureMessagingConfiguration configuration = CommandEngine.configuration(trust);
            SpoolLimits spool = SpoolLimits.in(configuration.temporaryFolder());
            try (MessageBytes message = message(spool)) {
                return encrypt(configuration, spool, message);
            }
        } catch (UnusableArgumentException | InvalidConfigurationException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (UnusableCertificateException
                | MessageNotEncryptableException
                | MimeLimitException
                | MessageTooLargeException e) {
            return complain(NOT_ENCRYPTED, name + ": " + e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            return complain(IO_ERROR, name + ": " + e.getMessage());
        }
    }

    private int encrypt(
            SecureMessagingConfiguration configuration, SpoolLimits spool, MessageBytes message)
            throws IOException {
        Encryption encryption = new Encryption(configuration.encryption().ciphers());
        look(addresses(configuration, message), encryption);
        CertificateFiles.read(OptionFiles.certificates("--certificate", certificates))
                .certificates()
                .forEach(each -> encryption.add(NameText.of(each.subject()), each));
        Optional<EncryptionPlan> plan = encryption.plan();
        encryption.obstacles().forEach(this::complain);
        if (explain) {
            plan.map(EncryptionPlan::cipher).ifPresent(this::explain);
        } else if (plan.isPresent()) {
            return write(configuration, spool, message, plan.get());
        }
        return plan.isPresent() ? 0 : encryption.later() ? TRY_LATER : NOT_ENCRYPTED;
    }

    private int write(
            SecureMessagingConfiguration configuration,
            SpoolLimits spool,
            MessageBytes message,
            EncryptionPlan plan)
            throws IOException {
        EncryptionRequest request =
                new EncryptionRequest(
                        clock.instant(),
                        "localhost",
                        hideSubject ? HeaderProtection.HIDDEN : HeaderProtection.NONE,
                        compress);
        try (MessageBytes encrypted =
                        new MessageEncryptor(
                                        configuration.limits().structure(), spool, bouncyCastle)
                                .encrypt(message, plan, request);
                InputStream in = encrypted.octets().open()) {
            in.transferTo(terminal.out());
        }
        terminal.out().flush();
        return terminal.out().checkError()
                ? complain(IO_ERROR, "standard output can't be written")
                : 0;
    }

    private void explain(ContentCipher cipher) {
        String line =
                json ? "{\"cipher\":\"" + cipher.word() + "\"}" : "all can read " + cipher.word();
        terminal.out().println(line);
    }

    private void look(Set<MailAddress> addresses, Encryption encryption) {
        if (addresses.isEmpty()) {
            return;
        }
        LookupWriter writer = LookupWriter.of(terminal.out(), json);
        try (LookupRun run = LookupRun.of(trust, circumstances)) {
            for (MailAddress address : addresses) {
                LookUp found = run.lookUp(address);
                if (explain) {
                    writer.write(found);
                }
                encryption.add(found);
            }
        }
    }

    private Set<MailAddress> addresses(
            SecureMessagingConfiguration configuration, MessageBytes message) {
        return to.isEmpty() && certificates.isEmpty()
                ? Addressees.of(
                        new EntityReader(configuration.limits().structure())
                                .read(message.octets())
                                .header())
                : Addressees.of(to);
    }

    private MessageBytes message(SpoolLimits spool) throws IOException {
        if (name.equals(STANDARD_INPUT)) {
            return MessageBytes.read(terminal.in(), spool);
        }
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            return MessageBytes.read(in, spool);
        }
    }

    private int complain(int status, String why) {
        complain(why);
        return status;
    }

    private void complain(String why) {
        terminal.err().println("securemessaging encrypt: " + why);
    }
}
