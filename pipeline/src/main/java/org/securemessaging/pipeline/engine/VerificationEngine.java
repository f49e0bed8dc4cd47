package org.securemessaging.pipeline.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.CmsLimits;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.cms.decrypt.DecryptionLimits;
import org.securemessaging.cms.decrypt.DecryptionPolicy;
import org.securemessaging.cms.decrypt.EnvelopeDecryptor;
import org.securemessaging.cms.decrypt.KeyRing;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MessageTooLargeException;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.net.FetchBudget;
import org.securemessaging.pipeline.MessageJudge;
import org.securemessaging.pipeline.MessageUnlocker;
import org.securemessaging.pipeline.configuration.LimitSettings;
import org.securemessaging.pipeline.configuration.RevocationSettings;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.revocation.CrlStock;
import org.securemessaging.trust.BuildingPathValidator;
import org.securemessaging.trust.CachingPathValidator;
import org.securemessaging.trust.PathQuery;
import org.securemessaging.trust.PathReport;
import org.securemessaging.trust.PathRules;
import org.securemessaging.trust.PathValidator;
import org.securemessaging.trust.PolicyInputs;
import org.securemessaging.trust.TrustAnchors;
import org.securemessaging.trust.list.CurrentTrustList;
import org.securemessaging.trust.list.TrustList;
import org.securemessaging.verification.MessageOpener;
import org.securemessaging.verification.MessageVerifier;
import org.securemessaging.verification.OpenedMessage;
import org.securemessaging.verification.OpeningLimits;
import org.securemessaging.verification.VerificationLimits;
import org.securemessaging.verification.VerificationReport;
import org.securemessaging.verification.VerificationRequest;
import org.securemessaging.verification.VerificationSettings;

/**
 * The engine with everything a configuration says. One serves a whole server; the command line
 * makes its own of the same configuration, so both judge alike. Thread safe; to be closed.
 */
public final class VerificationEngine implements MessageJudge, MessageUnlocker, AutoCloseable {
    // Mails of one sender come in bursts; a new CRL shows a minute later at most.
    private static final Duration PATHS_HOLD = Duration.ofMinutes(1);

    private final SecureMessagingConfiguration configuration;
    private final Clock clock;
    private final PathValidator paths;
    private final MessageVerifier verifier;
    private final MessageOpener opener;
    private final EvidenceSources evidence;
    private final TimeBudget time;
    private final SpoolLimits spool;
    private final Runnable closing;

    /**
     * Assembles the engine. Reads the anchors, and logs what it can't read.
     *
     * @param configuration what the administrator says
     * @param clock this machine's clock
     * @throws java.io.UncheckedIOException if the folder for fetched CRLs can't be made
     */
    public VerificationEngine(SecureMessagingConfiguration configuration, Clock clock) {
        this(configuration, new Directories(configuration.directories(), clock), true, clock);
    }

    /**
     * Assembles the engine on directories that others use as well.
     *
     * @param configuration what the administrator says
     * @param directories the configuration's directories; not closed with the engine
     * @param clock this machine's clock
     * @throws java.io.UncheckedIOException if the folder for fetched CRLs can't be made
     */
    public VerificationEngine(
            SecureMessagingConfiguration configuration, Directories directories, Clock clock) {
        this(configuration, directories, false, clock);
    }

    private VerificationEngine(
            SecureMessagingConfiguration configuration,
            Directories directories,
            boolean ownDirectories,
            Clock clock) {
        this.configuration = configuration;
        this.closing = ownDirectories ? directories::close : () -> {};
        this.clock = clock;
        this.spool = spool(configuration);
        BouncyCastleProvider bouncyCastle = new BouncyCastleProvider();
        TrustAnchors intermediates = TrustAnchors.read(configuration.trust().intermediates());
        this.evidence = new EvidenceSources(configuration, directories, clock);
        this.time = new TimeBudget(configuration.limits().timePerMail());
        this.paths =
                new CachingPathValidator(
                        new BuildingPathValidator(
                                TrustAnchors.read(configuration.trust().anchors()),
                                intermediates,
                                configuration
                                        .trust()
                                        .trustList()
                                        .map(CurrentTrustList::read)
                                        .orElseGet(() -> CurrentTrustList.of(TrustList.EMPTY)),
                                new SignatureChecker(bouncyCastle, configuration.algorithms()),
                                evidence.checker(),
                                PathRules.DEFAULT,
                                evidence.issuers(configuration.trust())),
                        PATHS_HOLD);
        VerificationSettings settings = settings(configuration, spool);
        this.verifier =
                new MessageVerifier(
                        settings, paths, signer -> intermediates.current().all(), bouncyCastle);
        this.opener =
                new MessageOpener(
                        verifier,
                        new EnvelopeDecryptor(
                                new DecryptionPolicy(
                                        configuration.vault().oldCiphers(),
                                        DecryptionLimits.DEFAULT),
                                bouncyCastle),
                        settings,
                        OpeningLimits.DEFAULT);
    }

    /**
     * The circumstances as the configuration has them, now.
     *
     * @return the request
     */
    @Override
    public VerificationRequest request() {
        return new VerificationRequest(
                clock.instant(),
                configuration.revocation().mode(),
                configuration.identity(),
                configuration.algorithms().allowWeak(),
                false,
                PolicyInputs.ANY);
    }

    /**
     * Looks for a certification path, within what one mail may spend on the network.
     *
     * @param target the certificate in question
     * @param others further certificates that may serve as intermediates
     * @param request the circumstances
     * @return what was found
     */
    public PathReport path(
            Certificate target, List<Certificate> others, VerificationRequest request) {
        return paths.validate(target, question(request).with(others, List.of()));
    }

    /**
     * The validator, for others who ask about certificates.
     *
     * @return the one that judges signers, with its memory
     */
    public PathValidator paths() {
        return paths;
    }

    /**
     * What is asked about a certificate, with what one mail may spend on the network.
     *
     * @param request the circumstances
     * @return the question, to be asked once
     */
    public PathQuery question(VerificationRequest request) {
        RevocationSettings settings = configuration.revocation();
        FetchBudget budget =
                request.offline()
                        ? FetchBudget.none()
                        : FetchBudget.of(settings.timePerMail(), settings.fetchesPerMail());
        return new PathQuery(
                request.at(),
                List.of(),
                List.of(),
                request.revocation(),
                budget,
                request.policies(),
                request.allowWeak());
    }

    /**
     * Judges a message.
     *
     * @param message the octets that arrived
     * @param request the circumstances
     * @return the report; {@code limit-exceeded} if the time for a mail was over
     * @throws java.io.UncheckedIOException if the message, or a temporary file, can't be read or
     *     written
     */
    public VerificationReport verify(MessageBytes message, VerificationRequest request) {
        return time.within(() -> verifier.verify(message, request))
                .orElseGet(() -> limitExceeded("the time for one mail is over"));
    }

    /**
     * Reads a message to its end and judges it. The stream is not closed.
     *
     * @param message the octets that arrived
     * @param request the circumstances
     * @return the report; {@code limit-exceeded} if the message is too large
     * @throws IOException if the message, or a temporary file, can't be read or written
     * @throws java.io.UncheckedIOException likewise
     */
    @Override
    public VerificationReport verify(InputStream message, VerificationRequest request)
            throws IOException {
        try (MessageBytes octets = MessageBytes.read(message, spool)) {
            return verify(octets, request);
        } catch (MessageTooLargeException e) {
            return limitExceeded("the message has " + e.getMessage());
        }
    }

    /**
     * Opens a message's encrypted layers, and judges the signatures inside.
     *
     * @param message the octets that arrived; must stay open as long as the result is used
     * @param request the circumstances
     * @param keys with these keys
     * @return what was found, to be closed; empty if the time for a mail was over
     * @throws org.securemessaging.cms.decrypt.KeyUnavailableException if a layer was not opened,
     *     and a key that might open it can't be had now
     * @throws java.io.UncheckedIOException if the message, or a temporary file, can't be read or
     *     written
     */
    @Override
    public Optional<OpenedMessage> open(
            MessageBytes message, VerificationRequest request, KeyRing keys) {
        return time.within(
                () -> {
                    try {
                        return opener.open(message, request, keys);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    /**
     * How much of a message is kept where.
     *
     * @return the limits for {@link MessageBytes#read}
     */
    @Override
    public SpoolLimits spool() {
        return spool;
    }

    /**
     * The CRLs at hand.
     *
     * @return to look at and to fetch anew, until the engine is closed
     */
    public CrlStock crls() {
        return evidence.stock();
    }

    /** Ends fetches and lets go of threads and connections. */
    @Override
    public void close() {
        time.close();
        evidence.close();
        closing.run();
    }

    private static VerificationReport limitExceeded(String detail) {
        Finding finding = Finding.of(ReasonCode.LIMIT_EXCEEDED, detail);
        return new VerificationReport(
                finding.effect(), Set.of(finding.reason()), List.of(finding), List.of());
    }

    private static SpoolLimits spool(SecureMessagingConfiguration configuration) {
        LimitSettings limits = configuration.limits();
        return new SpoolLimits(
                limits.memoryThreshold(), limits.messageSize(), configuration.temporaryFolder());
    }

    private static VerificationSettings settings(
            SecureMessagingConfiguration configuration, SpoolLimits spool) {
        LimitSettings limits = configuration.limits();
        return new VerificationSettings(
                configuration.algorithms(),
                CmsLimits.defaults(),
                new MimeLimits(
                        limits.depth(),
                        limits.parts(),
                        limits.headerFields(),
                        limits.headerSize(),
                        Math.min(limits.headerSize(), MimeLimits.DEFAULT_FIELD_BYTES),
                        MimeLimits.DEFAULT_BOUNDARY_LENGTH),
                spool,
                limits(limits, configuration.revocation()));
    }

    private static VerificationLimits limits(LimitSettings limits, RevocationSettings revocation) {
        return new VerificationLimits(
                limits.layers(),
                limits.layerDepth(),
                limits.paths(),
                revocation.timePerMail(),
                revocation.fetchesPerMail());
    }
}
