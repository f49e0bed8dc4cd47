package org.securemessaging.admin.trust;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.engine.OptionFiles;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFiles;
import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.cms.CmsLimits;
import org.securemessaging.cms.SignedDataVerifier;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.trust.list.ImportedTrust;
import org.securemessaging.trust.list.TrustImport;
import org.securemessaging.trust.list.TrustListFile;
import org.securemessaging.trust.list.TrustListSignature;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trust import}: takes over what other programs' lists say. */
@Command(
        name = "import",
        description = "Take over Microsoft's certificate stores and trust lists, and PEM bundles.",
        sortOptions = false)
final class ImportCommand implements Callable<Integer> {
    // What is passed over was not taken: a script shall not go on as if it had been.
    private static final int NOT_ALL_TAKEN = 1;
    // Lists are small; Microsoft's has 200 KB.
    private static final int ON_HEAP = 64 << 20;

    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "A certificate store (.sst), a certificate trust list (.stl), or certificates"
                            + " in PEM, DER or PKCS#7.")
    private Path file;

    @Option(
            names = "--certs",
            paramLabel = "PATH",
            description =
                    "A file or folder of certificates, for lists that name theirs by SHA-1 alone."
                            + " May be repeated.")
    private List<Path> known = List.of();

    @Option(
            names = "--signer",
            paramLabel = "THUMBPRINT",
            description =
                    "Take the list only if its signature holds and its signer's certificate has"
                            + " this SHA-256 thumbprint.")
    private String signer;

    @Option(
            names = "--into",
            paramLabel = "DIR",
            description =
                    "Write the certificates in FILE into this folder, as <sha256>.pem each. If it"
                            + " is a folder of anchors, they are trusted from then on.")
    private Path folder;

    @Mixin private ListOption list = new ListOption();

    ImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            byte[] octets = TrustImport.octets(file);
            checkSigner(octets);
            ImportedTrust imported = TrustImport.parse(octets, atHand());
            return take(imported);
        } catch (UncheckedIOException e) {
            throw new ParameterException(
                    spec.commandLine(), e.getMessage() + ": " + e.getCause(), e);
        } catch (UnusableArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private List<Certificate> atHand() {
        return CertificateFiles.read(OptionFiles.certificates("--certs", known)).certificates();
    }

    private int take(ImportedTrust imported) {
        TrustListFile target = list.open();
        int added = target.addAll(imported.entries());
        if (added > 0) {
            ListOption.save(target);
        }
        int written =
                folder == null ? 0 : new CertificateFolder(folder).write(imported.certificates());
        imported.problems().forEach(problem -> terminal.err().println(problem));
        terminal.out()
                .println(
                        "%d entries added, %d stood there already; %d of %d certificates written"
                                .formatted(
                                        added,
                                        imported.entries().size() - added,
                                        written,
                                        imported.certificates().size()));
        return imported.problems().isEmpty() ? 0 : NOT_ALL_TAKEN;
    }

    private void checkSigner(byte[] octets) {
        if (signer == null) {
            return;
        }
        Optional<Certificate> found = signature().signer(octets);
        if (found.isEmpty()) {
            throw new UnusableArgumentException(file + ": no signature of a trust list that holds");
        }
        if (!found.get().sha256().equals(signer.replace(":", "").toLowerCase(Locale.ROOT))) {
            throw new UnusableArgumentException(file + ": signed by " + found.get());
        }
    }

    private static TrustListSignature signature() {
        SpoolLimits spool =
                new SpoolLimits(ON_HEAP, ON_HEAP, Path.of(System.getProperty("java.io.tmpdir")));
        return new TrustListSignature(
                new SignedDataVerifier(
                        AlgorithmPolicy.defaults(),
                        CmsLimits.defaults(),
                        new BouncyCastleProvider()),
                spool);
    }
}
