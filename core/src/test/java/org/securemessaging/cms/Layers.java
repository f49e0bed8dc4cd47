package org.securemessaging.cms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.result.Finding;

/** Describes a message's layers in a line each, to compare them with what is expected. */
final class Layers {
    static final BouncyCastleProvider BOUNCY_CASTLE = new BouncyCastleProvider();
    static final SpoolLimits SPOOL = SpoolLimits.in(Path.of(System.getProperty("java.io.tmpdir")));

    private final SignedDataVerifier verifier =
            new SignedDataVerifier(AlgorithmPolicy.defaults(), CmsLimits.defaults(), BOUNCY_CASTLE);
    private final List<String> lines = new ArrayList<>();

    private Layers() {}

    static List<String> of(Entity message) {
        Layers layers = new Layers();
        try {
            layers.walk(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return layers.lines;
    }

    /** Such as {@code intact weak-algorithm} or {@code broken digest-mismatch}. */
    static String describe(SignerReport signer) {
        String codes =
                signer.findings().stream()
                        .map(finding -> " " + finding.reason().code())
                        .collect(Collectors.joining());
        return (signer.intact() ? "intact" : "broken") + codes;
    }

    static String describe(SignedDataReport report) {
        String structure =
                report.findings().stream()
                        .map(Finding::reason)
                        .map(reason -> "[" + reason.code() + "] ")
                        .collect(Collectors.joining());
        return structure
                + report.signers().stream().map(Layers::describe).collect(Collectors.joining(", "));
    }

    private void walk(Entity entity) throws IOException {
        LayerCarrier carrier = LayerCarrier.of(entity);
        if (carrier instanceof LayerCarrier.ClearSigned signed) {
            SignedDataReport report =
                    verifier.verifyDetached(
                            signed.content().octets(),
                            ContentForm.of(signed.content()),
                            signed.signature().decodedBody(),
                            CertificateSource.none());
            lines.add("clear " + describe(report));
            walk(signed.content());
        } else if (carrier instanceof LayerCarrier.BrokenSigned broken) {
            lines.add("clear [" + broken.finding().reason().code() + "]");
        } else if (carrier instanceof LayerCarrier.Opaque opaque) {
            opaque(opaque);
        } else {
            for (Entity part : entity.parts()) {
                walk(part);
            }
        }
    }

    private void opaque(LayerCarrier.Opaque opaque) throws IOException {
        if (opaque.type() != CmsType.SIGNED_DATA) {
            lines.add(opaque.type().word());
            return;
        }
        try (EncapsulatedReport enclosed =
                verifier.verifyEncapsulated(
                        opaque.entity().decodedBody(), SPOOL, CertificateSource.none())) {
            lines.add("opaque " + describe(enclosed.report()));
            if (enclosed.content().isPresent()) {
                walk(new EntityReader(MimeLimits.DEFAULT).read(enclosed.content().get().octets()));
            }
        }
    }
}
