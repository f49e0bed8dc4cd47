package org.securemessaging.cms.sign;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.cms.CertificateSource;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.CmsLimits;
import org.securemessaging.cms.EncapsulatedReport;
import org.securemessaging.cms.LayerCarrier;
import org.securemessaging.cms.SignedDataVerifier;
import org.securemessaging.cms.message.HeaderProtection;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.SpoolLimits;

/** Signs octets in memory, for tests. */
record Signing(SigningSettings settings, SigningRequest request, Optional<Timestamps> timestamps) {
    static final SpoolLimits SPOOL = SpoolLimits.in(Path.of(System.getProperty("java.io.tmpdir")));
    static final Signing CLEAR = in(SignatureForm.CLEAR);
    static final Signing OPAQUE = in(SignatureForm.OPAQUE);

    static Signing in(SignatureForm form) {
        return new Signing(
                SigningSettings.DEFAULT,
                SigningRequest.plain(SigningPki.NOW, form, "example.org"),
                Optional.empty());
    }

    Signing with(SigningSettings other) {
        return new Signing(other, request, timestamps);
    }

    Signing with(Timestamps authority) {
        return new Signing(settings, request, Optional.of(authority));
    }

    Signing protectingHeaders() {
        return with(
                new SigningRequest(
                        request.at(),
                        request.form(),
                        HeaderProtection.CLEAR,
                        request.footer(),
                        request.idDomain()));
    }

    Signing withFooter(String footer) {
        return with(
                new SigningRequest(
                        request.at(),
                        request.form(),
                        request.protection(),
                        Optional.of(footer),
                        request.idDomain()));
    }

    private Signing with(SigningRequest other) {
        return new Signing(settings, other, timestamps);
    }

    MessageSigner signer() {
        return new MessageSigner(
                new SignedDataSigner(settings, SigningPki.BOUNCY_CASTLE, timestamps),
                MimeLimits.DEFAULT,
                SPOOL,
                SigningPki.BOUNCY_CASTLE);
    }

    byte[] sign(byte[] message, CertifiedKey... keys) {
        return sign(message, new SigningIdentity(List.of(keys), Optional.empty()));
    }

    byte[] sign(byte[] message, SigningIdentity identity) {
        try (MessageBytes signed = signer().sign(MessageBytes.of(message), identity, request);
                InputStream in = signed.octets().open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String sign(String message, CertifiedKey... keys) {
        return text(sign(octets(message), keys));
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    static Entity entity(byte[] message) {
        return new EntityReader(MimeLimits.DEFAULT).read(MessageBytes.of(message).octets());
    }

    /** The entity that a message's signature covers. */
    static Entity content(byte[] signed) {
        LayerCarrier carrier = LayerCarrier.of(entity(signed));
        if (carrier instanceof LayerCarrier.ClearSigned clear) {
            return clear.content();
        }
        SignedDataVerifier verifier =
                new SignedDataVerifier(
                        AlgorithmPolicy.defaults(), CmsLimits.defaults(), SigningPki.BOUNCY_CASTLE);
        try (EncapsulatedReport report =
                verifier.verifyEncapsulated(
                        carrier.entity().decodedBody(), SPOOL, CertificateSource.none())) {
            try (InputStream in = report.content().orElseThrow().octets().open()) {
                return entity(in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
