package org.securemessaging.admin.directory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.engine.OptionFiles;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFiles;
import org.securemessaging.directory.publication.PersonAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code directory unpublish}: takes certificates out of the directory. */
@Command(
        name = "unpublish",
        description =
                "Take people's certificates out of the directory, and leave all other values as"
                        + " they are.",
        sortOptions = false,
        footer = {
            "",
            "Exit status: 0 if they are not in the directory any more, 1 if something could not be"
                    + " done, 2 for a usage error, 69 if the directory does not answer."
        })
final class UnpublishCommand implements Callable<Integer> {
    private static final Pattern THUMBPRINT = Pattern.compile("[0-9a-f]{64}");

    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "THUMBPRINT|CERT",
            description =
                    "Certificates: SHA-256 thumbprints of 64 hexadecimal digits, with or without"
                            + " colons, or files with certificates (PEM, DER or PKCS#7).")
    private List<String> which = new ArrayList<>();

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description =
                    "Whose entry. May be repeated. Needed for thumbprints; without it, the"
                            + " addresses in the certificates.")
    private List<String> addresses = new ArrayList<>();

    @Mixin private PublicationOptions options = new PublicationOptions();

    UnpublishCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (PublicationWork work = PublicationWork.of(options)) {
            PublicationOutput output = new PublicationOutput(terminal);
            wanted().forEach(
                            (address, thumbprints) ->
                                    output.print(() -> work.withdraw(address, thumbprints)));
            return output.end(options.dryRun());
        } catch (UnusableArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Map<PersonAddress, Set<String>> wanted() {
        List<PersonAddress> named = addresses.stream().map(UnpublishCommand::address).toList();
        Map<PersonAddress, Set<String>> wanted = new LinkedHashMap<>();
        for (String each : which) {
            String digits = each.replace(":", "").toLowerCase(Locale.ROOT);
            if (THUMBPRINT.matcher(digits).matches()) {
                if (named.isEmpty()) {
                    throw new UnusableArgumentException(each + ": a thumbprint needs --address");
                }
                named.forEach(address -> add(wanted, address, digits));
            } else {
                for (Certificate certificate : certificates(Path.of(each))) {
                    List<PersonAddress> whose =
                            named.isEmpty() ? PublishCommand.addresses(certificate) : named;
                    whose.forEach(address -> add(wanted, address, certificate.sha256()));
                }
            }
        }
        if (wanted.isEmpty()) {
            throw new UnusableArgumentException("no address in the certificates; --address wanted");
        }
        return wanted;
    }

    private static List<Certificate> certificates(Path file) {
        return CertificateFiles.read(OptionFiles.certificates("CERT", List.of(file)))
                .certificates();
    }

    private static void add(
            Map<PersonAddress, Set<String>> wanted, PersonAddress address, String thumbprint) {
        wanted.computeIfAbsent(address, whose -> new LinkedHashSet<>()).add(thumbprint);
    }

    private static PersonAddress address(String text) {
        return PersonAddress.parse(text)
                .orElseThrow(
                        () ->
                                new UnusableArgumentException(
                                        "--address: " + text + " is no address that is published"));
    }
}
