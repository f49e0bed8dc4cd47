package org.securemessaging.pipeline.engine;

import java.security.Provider;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.securemessaging.cms.encrypt.MessageEncryptor;
import org.securemessaging.directory.lookup.CertificateDirectory;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.Octets;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.pipeline.configuration.LimitSettings;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.encryption.EncryptionMode;
import org.securemessaging.pipeline.encryption.EncryptionPlanner;
import org.securemessaging.pipeline.encryption.NoticeTemplate;
import org.securemessaging.pipeline.encryption.RestPolicy;

/**
 * What decides on outgoing mail and encrypts it, with everything a configuration says. One serves a
 * whole server. Thread safe.
 */
public final class EncryptionEngine {
    /** Of a thousand recipients with post-quantum keys each has some 2 KB in an envelope. */
    private static final long ENVELOPE = 16L << 20;

    private final SecureMessagingConfiguration configuration;
    private final CertificateDirectory directory;
    private final Clock clock;
    private final Provider bouncyCastle = new BouncyCastleProvider();
    private final EncryptedMail encrypted = new EncryptedMail(bouncyCastle);

    /**
     * An engine.
     *
     * @param configuration what the administrator says
     * @param directory where certificates are looked up
     * @param clock this machine's clock
     */
    public EncryptionEngine(
            SecureMessagingConfiguration configuration,
            CertificateDirectory directory,
            Clock clock) {
        this.configuration = configuration;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * What decides on mail.
     *
     * @param policy instead of the configuration's general one
     * @param mode instead of the configuration's general one
     * @return the planner
     */
    public EncryptionPlanner planner(Optional<RestPolicy> policy, Optional<EncryptionMode> mode) {
        return new EncryptionPlanner(
                configuration.encryption().rules().with(policy, mode),
                directory,
                configuration.encryption().ciphers());
    }

    /**
     * What encrypts messages.
     *
     * @return the encryptor
     */
    public MessageEncryptor encryptor() {
        LimitSettings limits = configuration.limits();
        return new MessageEncryptor(
                limits.structure(),
                // Base64 makes a third more of a message.
                new SpoolLimits(
                        limits.memoryThreshold(),
                        2 * limits.messageSize() + ENVELOPE,
                        configuration.temporaryFolder()),
                bouncyCastle);
    }

    /**
     * Takes a message apart within the configuration's bounds.
     *
     * @param message the message, or its header alone
     * @return its structure
     * @throws org.securemessaging.mime.MimeLimitException if it passes the bounds
     */
    public Entity read(Octets message) {
        return new EntityReader(configuration.limits().structure()).read(message);
    }

    /**
     * What tells which mail is encrypted already.
     *
     * @return the judge
     */
    public EncryptedMail encrypted() {
        return encrypted;
    }

    /**
     * The template of the notice to senders whose mail was refused.
     *
     * @return the template
     */
    public NoticeTemplate notice() {
        return configuration.encryption().notice();
    }

    /**
     * How much of a message is kept where.
     *
     * @return the limits
     */
    public SpoolLimits spool() {
        return new SpoolLimits(
                configuration.limits().memoryThreshold(),
                configuration.limits().messageSize(),
                configuration.temporaryFolder());
    }

    /**
     * The time.
     *
     * @return now
     */
    public Instant now() {
        return clock.instant();
    }
}
