package org.securemessaging.revocation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.securemessaging.net.BackOff;
import org.securemessaging.net.FetchBudget;
import org.securemessaging.net.FetchResult;
import org.securemessaging.net.Fetcher;
import org.securemessaging.net.Flights;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks OCSP responders and remembers what they answered; one question at a time for each
 * certificate however many wait for it, and none to a responder that has just failed. What it
 * remembers may be lost at any time. Thread safe.
 */
public final class OcspClient implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(OcspClient.class);
    // Answers of 2 KB or so, as octets and as objects, make some 100 MB at worst.
    private static final int ANSWERS = 10_000;
    // RFC 9654 §2.1: what every responder must accept is at most this long, and it should be used.
    private static final int NONCE_OCTETS = 32;

    private final Fetcher fetcher;
    private final OcspSettings settings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final BackOff<URI, Finding> deaf;
    private final BackOff<Key, Finding> useless;
    private final Flights<Key, Answer> flights = new Flights<>("ocsp-fetch");
    private final Cache<Key, Held> held = Caffeine.newBuilder().maximumSize(ANSWERS).build();

    /**
     * What a responder answered.
     *
     * @param response the response; empty if none was had
     * @param nonce what was sent along and is to be found in the response
     * @param problem why there is none
     */
    record Answer(
            Optional<OcspResponse> response, Optional<byte[]> nonce, Optional<Finding> problem) {
        static Answer problem(ReasonCode reason, String detail) {
            return new Answer(
                    Optional.empty(), Optional.empty(), Optional.of(Finding.of(reason, detail)));
        }
    }

    private record Key(URI responder, String certificate, String issuer) {}

    private record Held(Answer answer, Instant until) {}

    /**
     * A client.
     *
     * @param fetcher asks
     * @param settings how
     * @param clock says what is old
     */
    public OcspClient(Fetcher fetcher, OcspSettings settings, Clock clock) {
        this.fetcher = fetcher;
        this.settings = settings;
        this.clock = clock;
        this.deaf = new BackOff<>(settings.backOff(), settings.longestBackOff(), clock);
        this.useless = new BackOff<>(settings.backOff(), settings.longestBackOff(), clock);
    }

    @Override
    public void close() {
        flights.close();
    }

    /** What a responder says of a certificate, if it can be had within the question's budget. */
    Answer ask(URI responder, RevocationQuestion question) {
        Key key = key(responder, question);
        Optional<Answer> known =
                Optional.ofNullable(held.getIfPresent(key))
                        .filter(answer -> clock.instant().isBefore(answer.until()))
                        .map(Held::answer)
                        .or(() -> useless.recent(key).map(OcspClient::failed))
                        .or(() -> deaf.recent(responder).map(OcspClient::failed));
        if (known.isPresent()) {
            return known.get();
        }
        FetchBudget budget = question.budget();
        if (!budget.take()) {
            return Answer.problem(
                    ReasonCode.OCSP_UNAVAILABLE, responder + ": not asked, nothing left to spend");
        }
        return flights.join(key, budget, () -> askNow(key, question))
                .orElseGet(
                        () ->
                                Answer.problem(
                                        ReasonCode.TIMEOUT,
                                        responder + ": the time for asking ran out"));
    }

    /** Forgets an answer that turned out to be worthless, and does not ask again at once. */
    void distrust(URI responder, RevocationQuestion question, Finding why) {
        Key key = key(responder, question);
        held.invalidate(key);
        useless.failed(key, why);
    }

    private static Key key(URI responder, RevocationQuestion question) {
        return new Key(responder, question.certificate().sha256(), question.issuer().sha256());
    }

    private Answer askNow(Key key, RevocationQuestion question) {
        Optional<byte[]> nonce = settings.nonce() ? Optional.of(newNonce()) : Optional.empty();
        CertificateId id = new CertificateId(question.certificate(), question.issuer());
        OcspRequestMessage message = new OcspRequestMessage(id, nonce);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        FetchResult result = fetch(message, key.responder(), octets);
        if (result instanceof FetchResult.Failed failed) {
            Finding finding = finding(failed);
            deaf.failed(key.responder(), finding);
            return failed(finding);
        }
        try {
            OcspResponse response =
                    OcspResponse.parse(octets.toByteArray())
                            .from(key.responder().toString(), clock.instant());
            Answer answer = new Answer(Optional.of(response), nonce, Optional.empty());
            held.put(key, new Held(answer, until(response, id)));
            deaf.succeeded(key.responder());
            useless.succeeded(key);
            return answer;
        } catch (OcspRefusalException e) {
            return useless(key, ReasonCode.OCSP_UNAVAILABLE, e.getMessage());
        } catch (OcspFormatException e) {
            return useless(key, ReasonCode.OCSP_INVALID, e.getMessage());
        }
    }

    private FetchResult fetch(
            OcspRequestMessage message, URI responder, ByteArrayOutputStream sink) {
        try {
            return fetcher.fetch(message.to(responder, settings), sink);
        } catch (IOException e) {
            throw new UncheckedIOException("octets in memory can't fail to be written", e);
        }
    }

    private Instant until(OcspResponse response, CertificateId id) {
        Instant longest = clock.instant().plus(settings.maximumAge());
        return response.statements().stream()
                .filter(statement -> id.is(statement.certificate()))
                .flatMap(statement -> statement.nextUpdate().stream())
                .filter(longest::isAfter)
                .min(Instant::compareTo)
                .orElse(longest);
    }

    private byte[] newNonce() {
        byte[] nonce = new byte[NONCE_OCTETS];
        random.nextBytes(nonce);
        return nonce;
    }

    private Answer useless(Key key, ReasonCode reason, String detail) {
        Finding finding = Finding.of(reason, key.responder() + ": " + detail);
        useless.failed(key, finding);
        return failed(finding);
    }

    private static Answer failed(Finding finding) {
        LOGGER.debug("no OCSP answer: {}", finding.detail());
        return new Answer(Optional.empty(), Optional.empty(), Optional.of(finding));
    }

    private static Finding finding(FetchResult.Failed failed) {
        ReasonCode reason =
                failed.failure() == FetchResult.Failure.TIMEOUT
                        ? ReasonCode.TIMEOUT
                        : ReasonCode.OCSP_UNAVAILABLE;
        return Finding.of(reason, failed.detail());
    }
}
