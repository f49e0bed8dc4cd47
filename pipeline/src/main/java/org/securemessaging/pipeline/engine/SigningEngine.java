package org.securemessaging.pipeline.engine;

import java.net.URI;
import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.annotation.PreDestroy;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.KeyUsages;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.sign.MessageSigner;
import org.securemessaging.cms.sign.SignedDataSigner;
import org.securemessaging.cms.sign.SigningIdentity;
import org.securemessaging.cms.sign.SigningSettings;
import org.securemessaging.cms.sign.TimestampClient;
import org.securemessaging.cms.sign.Timestamps;
import org.securemessaging.keys.Vault;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.net.AddressPolicy;
import org.securemessaging.net.HttpFetcher;
import org.securemessaging.pipeline.configuration.LimitSettings;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;

/**
 * The keys of a server's users and what signs with them. One serves a whole server. Thread safe; to
 * be closed.
 */
public final class SigningEngine implements AutoCloseable {
    /** A mail may wait for a timestamp as long as for a CRL. */
    private static final Duration TIMESTAMP_TIME = Duration.ofSeconds(10);

    private final SecureMessagingConfiguration configuration;
    private final Vault vault;
    private final Function<MailAddress, Optional<Certificate>> encryption;
    private final Clock clock;
    private final Provider bouncyCastle = new BouncyCastleProvider();
    private final EncryptedMail encrypted = new EncryptedMail(bouncyCastle);
    private final Map<URI, HttpFetcher> fetchers = new LinkedHashMap<>();

    /**
     * An engine.
     *
     * @param configuration what the administrator says
     * @param vault where private keys are
     * @param encryption finds the certificate that mail to an address is to be encrypted to
     * @param clock this machine's clock
     */
    public SigningEngine(
            SecureMessagingConfiguration configuration,
            Vault vault,
            Function<MailAddress, Optional<Certificate>> encryption,
            Clock clock) {
        this.configuration = configuration;
        this.vault = vault;
        this.encryption = encryption;
        this.clock = clock;
    }

    /**
     * What signs messages.
     *
     * @param settings how
     * @param authority where timestamps are had, if they are to be had
     * @return the signer
     */
    public MessageSigner signer(SigningSettings settings, Optional<URI> authority) {
        Optional<Timestamps> timestamps = authority.map(this::timestamps);
        LimitSettings limits = configuration.limits();
        return new MessageSigner(
                new SignedDataSigner(settings, bouncyCastle, timestamps),
                configuration.limits().structure(),
                // Base64 makes a third more of a message, and certificates some kilobytes.
                new SpoolLimits(
                        limits.memoryThreshold(),
                        2 * limits.messageSize() + (1 << 20),
                        configuration.temporaryFolder()),
                bouncyCastle);
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
     * What signs any octets.
     *
     * @param settings how
     * @param authority where timestamps are had, if they are to be had
     * @return the signer
     */
    public SignedDataSigner octetSigner(SigningSettings settings, Optional<URI> authority) {
        return new SignedDataSigner(settings, bouncyCastle, authority.map(this::timestamps));
    }

    /**
     * In whose name mail of an address is signed: that of the address itself, else that of its
     * domain.
     *
     * @param address the sender's
     * @param domainKeys whether the domain's keys may stand in
     * @param everyKind whether one key of every kind signs, side by side, rather than the best one
     * @return the identity, or empty if there is no key
     * @throws org.securemessaging.keys.VaultUnavailableException if keys can't be reached now
     */
    public Optional<SigningIdentity> identity(
            MailAddress address, boolean domainKeys, boolean everyKind) {
        List<CertifiedKey> keys = vault.signers(address, now());
        if (keys.isEmpty() && domainKeys) {
            keys = vault.domainSigners(address.domain(), now());
        }
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        List<CertifiedKey> signing = everyKind ? firstOfEachKind(keys) : keys.subList(0, 1);
        boolean separate = !KeyUsages.forEncryption(signing.get(0).certificate()).isEmpty();
        return Optional.of(
                new SigningIdentity(
                        signing, separate ? encryption.apply(address) : Optional.empty()));
    }

    /**
     * Takes a message apart within the configuration's bounds.
     *
     * @param message the message
     * @return its structure
     * @throws org.securemessaging.mime.MimeLimitException if it passes the bounds
     */
    public Entity read(MessageBytes message) {
        return new EntityReader(configuration.limits().structure()).read(message.octets());
    }

    /**
     * Whether there is a key to sign mail of an address with.
     *
     * @param address the sender's
     * @param domainKeys whether the domain's keys may stand in
     * @return true if there is one
     * @throws org.securemessaging.keys.VaultUnavailableException if keys can't be reached now
     */
    public boolean hasKey(MailAddress address, boolean domainKeys) {
        return !vault.signers(address, now()).isEmpty()
                || (domainKeys && !vault.domainSigners(address.domain(), now()).isEmpty());
    }

    /**
     * The time by which is signed.
     *
     * @return now
     */
    public Instant now() {
        return clock.instant();
    }

    /**
     * Where messages lie while they are signed.
     *
     * @return the limits
     */
    public SpoolLimits spool() {
        return new SpoolLimits(
                configuration.limits().memoryThreshold(),
                configuration.limits().messageSize(),
                configuration.temporaryFolder());
    }

    /** Lets go of connections when the server stops. */
    @Override
    @PreDestroy
    public synchronized void close() {
        fetchers.values().forEach(HttpFetcher::close);
    }

    /** The administrator named the authority's host, so it may be anywhere. */
    private synchronized Timestamps timestamps(URI authority) {
        HttpFetcher fetcher =
                fetchers.computeIfAbsent(
                        authority,
                        uri ->
                                new HttpFetcher(
                                        new AddressPolicy(List.of(), Set.of(uri.getHost()))));
        return new TimestampClient(fetcher, authority, TIMESTAMP_TIME, bouncyCastle);
    }

    private static List<CertifiedKey> firstOfEachKind(List<CertifiedKey> keys) {
        Map<String, CertifiedKey> kinds = new LinkedHashMap<>();
        for (CertifiedKey key : keys) {
            kinds.putIfAbsent(
                    key.certificate()
                            .holder()
                            .getSubjectPublicKeyInfo()
                            .getAlgorithm()
                            .getAlgorithm()
                            .getId(),
                    key);
        }
        return List.copyOf(kinds.values());
    }
}
