package org.securemessaging.admin.directory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.engine.OptionFiles;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateExtensions;
import org.securemessaging.certificate.CertificateFiles;
import org.securemessaging.certificate.CertificateFormatException;
import org.securemessaging.certificate.MailAddresses;
import org.securemessaging.certificate.NameText;
import org.securemessaging.directory.publication.AuthorityMaterial;
import org.securemessaging.directory.publication.PersonAddress;
import org.securemessaging.result.Finding;
import org.securemessaging.revocation.CrlFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code directory publish}: puts certificates and CRLs into the directory. */
@Command(
        name = "publish",
        description =
                "Put certificates into the directory: people's into the entries of their addresses,"
                        + " CAs' into entries of their own. What is there already is not written"
                        + " again.",
        sortOptions = false,
        footer = {
            "",
            "Exit status: 0 if all is in the directory, 1 if something is not, 2 for a usage error,"
                    + " 69 if the directory does not answer."
        })
final class PublishCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE|DIR",
            description = "Certificates: PEM, DER or PKCS#7.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--crls",
            paramLabel = "PATH",
            description =
                    "A file or folder of CRLs (PEM or DER) for the CAs' entries. May be repeated.")
    private List<Path> crls = new ArrayList<>();

    @Option(
            names = "--cross-pair",
            paramLabel = "FILE",
            description =
                    "A file with a certificate that another CA issued to a CA, and perhaps, after"
                            + " it, the one that the CA issued to the other; for the CA's entry."
                            + " May be repeated.")
    private List<Path> pairs = new ArrayList<>();

    @Option(
            names = "--unchecked",
            description =
                    "Publish people's certificates without asking whether they are trusted, not"
                            + " revoked, and for encryption.")
    private boolean unchecked;

    @Mixin private PublicationOptions options = new PublicationOptions();

    PublishCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (files.isEmpty() && crls.isEmpty() && pairs.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Nothing to publish: name certificates, --crls, or --cross-pair");
        }
        try (PublicationWork work = PublicationWork.of(options)) {
            return publish(work);
        } catch (UnusableArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int publish(PublicationWork work) {
        PublicationOutput output = new PublicationOutput(terminal);
        CertificateFiles.Contents certificates =
                CertificateFiles.read(OptionFiles.certificates("FILE", files));
        CrlFiles.Contents lists = CrlFiles.read(OptionFiles.crls("--crls", crls));
        certificates.problems().forEach(output::failed);
        lists.problems().forEach(output::failed);
        List<Certificate> authorities =
                certificates.certificates().stream().filter(PublishCommand::isAuthority).toList();
        AuthorityMaterial material =
                new AuthorityMaterial(
                        authorities,
                        pairs.stream().map(CrossPairFile::read).toList(),
                        lists.crls());
        if (!material.isEmpty()) {
            output.print(() -> work.publish(material));
        }
        certificates.certificates().stream()
                .filter(certificate -> !isAuthority(certificate))
                .forEach(certificate -> publish(work, certificate, output));
        return output.end(options.dryRun());
    }

    private void publish(PublicationWork work, Certificate certificate, PublicationOutput output) {
        Optional<Finding> objection = unchecked ? Optional.empty() : work.objection(certificate);
        if (objection.isPresent()) {
            output.failed(
                    "%s: %s, %s"
                            .formatted(
                                    NameText.of(certificate.subject()),
                                    objection.get().reason().code(),
                                    objection.get().detail()));
            return;
        }
        List<PersonAddress> addresses = addresses(certificate);
        if (addresses.isEmpty()) {
            output.failed(
                    NameText.of(certificate.subject())
                            + ": no address in it that can be published");
        }
        addresses.forEach(address -> output.print(() -> work.publish(address, certificate)));
    }

    static List<PersonAddress> addresses(Certificate certificate) {
        return MailAddresses.of(certificate).all().stream()
                .flatMap(address -> PersonAddress.parse(address).stream())
                .distinct()
                .toList();
    }

    static boolean isAuthority(Certificate certificate) {
        try {
            return CertificateExtensions.of(certificate)
                    .basicConstraints()
                    .filter(constraints -> constraints.isCA())
                    .isPresent();
        } catch (CertificateFormatException e) {
            return false;
        }
    }
}
