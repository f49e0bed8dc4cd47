package org.securemessaging.cms.encrypt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.Provider;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * Encrypts nothing to a certificate, to see whether its key can be used, before a mail for many is
 * made with it: a point that lies on no curve, or numbers that are no RSA key, show only then.
 * Costs one operation with a public key. Thread safe.
 */
public final class TrialEncryption {
    private final Encryptor encryptor;

    /**
     * A trial.
     *
     * @param bouncyCastle an instance of Bouncy Castle's provider, not registered in the JVM
     */
    public TrialEncryption(Provider bouncyCastle) {
        this.encryptor = new Encryptor(bouncyCastle);
    }

    /**
     * Tries a certificate.
     *
     * @param certificate the certificate
     * @return why its key can't be encrypted to; empty if it can
     */
    public Optional<Finding> objection(Certificate certificate) {
        return Encryptor.objection(certificate)
                .or(
                        () ->
                                Stream.of(KeyTransport.values())
                                        .flatMap(each -> objection(certificate, each).stream())
                                        .findFirst());
    }

    private Optional<Finding> objection(Certificate certificate, KeyTransport transport) {
        EncryptionPlan plan =
                new EncryptionPlan(
                        ContentCipher.AES_256_GCM,
                        false,
                        List.of(
                                new KeyRecipient(
                                        certificate,
                                        transport,
                                        RecipientNaming.ISSUER_AND_SERIAL)));
        try {
            encryptor.encrypt(
                    new ByteArrayInputStream(new byte[0]), plan, OutputStream.nullOutputStream());
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            // Nothing is read or written: it is the key, which Bouncy Castle refuses in many ways.
            return Optional.of(
                    Finding.of(
                            ReasonCode.MALFORMED_CERTIFICATE,
                            "nothing can be encrypted to the key: " + e.getMessage()));
        }
    }
}
