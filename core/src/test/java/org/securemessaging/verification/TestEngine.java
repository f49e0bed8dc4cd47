package org.securemessaging.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.cms.CertificateSource;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.cms.decrypt.DecryptionPolicy;
import org.securemessaging.cms.decrypt.EnvelopeDecryptor;
import org.securemessaging.cms.decrypt.KeyRing;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.revocation.RevocationChecker;
import org.securemessaging.revocation.RevocationRules;
import org.securemessaging.trust.BuildingPathValidator;
import org.securemessaging.trust.PathRules;
import org.securemessaging.trust.PolicyInputs;
import org.securemessaging.trust.RevocationMode;
import org.securemessaging.trust.TrustAnchors;

/** The real engine with given anchors, no CRLs and no network. */
final class TestEngine {
    private final MessageVerifier verifier;
    private final MessageOpener opener;

    TestEngine(Path temporaryFolder, Provider bouncyCastle, TrustAnchors anchors) {
        Clock clock = Clock.fixed(TestPki.NOW, ZoneOffset.UTC);
        VerificationSettings settings =
                VerificationSettings.defaults(SpoolLimits.in(temporaryFolder));
        this.verifier =
                new MessageVerifier(
                        settings,
                        new BuildingPathValidator(
                                anchors,
                                TrustAnchors.of(List.of()),
                                new SignatureChecker(bouncyCastle, AlgorithmPolicy.defaults()),
                                new RevocationChecker(List.of(), RevocationRules.DEFAULT, clock),
                                PathRules.DEFAULT),
                        CertificateSource.none(),
                        bouncyCastle);
        this.opener =
                new MessageOpener(
                        verifier,
                        new EnvelopeDecryptor(DecryptionPolicy.permissive(), bouncyCastle),
                        settings,
                        OpeningLimits.DEFAULT);
    }

    OpenedMessage open(MessageBytes message, KeyRing keys) throws IOException {
        return opener.open(message, request(TestPki.NOW, IdentityMode.FROM_OR_SENDER, false), keys);
    }

    VerificationReport verify(byte[] message, Instant at) {
        return verify(message, request(at, IdentityMode.FROM_OR_SENDER, false));
    }

    VerificationReport verify(byte[] message, VerificationRequest request) {
        try (MessageBytes octets = MessageBytes.of(message)) {
            return verifier.verify(octets, request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    VerificationReport verify(MessageBytes message, VerificationRequest request) {
        return verifier.verify(message, request);
    }

    static VerificationRequest request(Instant at, IdentityMode identity, boolean allowWeak) {
        return new VerificationRequest(
                at, RevocationMode.OFF, identity, allowWeak, true, PolicyInputs.ANY);
    }
}
