package org.securemessaging.verification;

import java.security.Provider;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.cms.CertificateSource;
import org.securemessaging.cms.SignedDataVerifier;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeBudget;
import org.securemessaging.mime.MimeLimitException;
import org.securemessaging.net.FetchBudget;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.trust.PathValidator;

/**
 * Says what is to be thought of a message's signatures, in RFC 7281's words.
 *
 * <p>{@code pass} is said only if integrity, identity, path, usage, revocation and algorithm policy
 * all hold. Whatever a stranger wrote gives a report; only a fault of this machine is thrown.
 * Thread safe; one instance serves a whole server. Heap is bounded, whatever the message's size.
 */
public final class MessageVerifier {
    private final VerificationSettings settings;
    private final CertificateSource certificates;
    private final SignedDataVerifier strict;
    private final SignedDataVerifier tolerant;
    private final SignerJudge judge;

    /**
     * Puts the engine together.
     *
     * @param settings policy and bounds
     * @param paths judges certificates
     * @param certificates certificates that may be signers' though their message does not carry
     *     them
     * @param bouncyCastle an instance of Bouncy Castle's provider, not registered in the JVM
     */
    public MessageVerifier(
            VerificationSettings settings,
            PathValidator paths,
            CertificateSource certificates,
            Provider bouncyCastle) {
        this.settings = settings;
        this.certificates = certificates;
        AlgorithmPolicy policy = settings.algorithms();
        this.strict = new SignedDataVerifier(policy, settings.cms(), bouncyCastle);
        this.tolerant =
                new SignedDataVerifier(policy.withAllowWeak(true), settings.cms(), bouncyCastle);
        this.judge = new SignerJudge(paths);
    }

    /**
     * Judges a message.
     *
     * @param message the octets that arrived, header and body
     * @param request the circumstances
     * @return the report
     * @throws java.io.UncheckedIOException if the message, or a temporary file, can't be read or
     *     written
     */
    public VerificationReport verify(MessageBytes message, VerificationRequest request) {
        return verify(message, request, LayerUnsealer.none());
    }

    /** As above, and opens layers. */
    VerificationReport verify(
            MessageBytes message, VerificationRequest request, LayerUnsealer unsealer) {
        try {
            MimeBudget budget = new MimeBudget(settings.mime());
            EntityReader reader = new EntityReader(settings.mime());
            Entity root = reader.read(message.octets(), budget);
            LayerOpener opener =
                    new LayerOpener(
                            request.allowWeak() ? tolerant : strict,
                            certificates,
                            reader,
                            budget,
                            settings.spool());
            LayerWalk walk =
                    new LayerWalk(opener, unsealer, judge, settings.limits(), facts(root, request));
            return EnvelopeVerdict.of(walk.over(root));
        } catch (MimeLimitException e) {
            Finding limit = Finding.of(ReasonCode.LIMIT_EXCEEDED, e.getMessage());
            return new VerificationReport(
                    limit.effect(), Set.of(limit.reason()), List.of(limit), List.of());
        }
    }

    private MessageFacts facts(Entity root, VerificationRequest request) {
        FetchBudget network =
                request.offline()
                        ? FetchBudget.none()
                        : FetchBudget.of(
                                settings.limits().networkTime(), settings.limits().fetches());
        return new MessageFacts(
                request,
                root.header(),
                AuthorshipReader.read(root.header()),
                network,
                new AtomicInteger(settings.limits().paths()));
    }
}
