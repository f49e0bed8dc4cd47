package org.securemessaging.cms.sign;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.Store;
import org.securemessaging.net.FetchRequest;
import org.securemessaging.net.FetchResult;
import org.securemessaging.net.Fetcher;

/**
 * Asks a time-stamping authority over http or https (RFC 3161 §3.4).
 *
 * <p>Taken is only a token whose imprint and nonce are those that were sent, and whose signature
 * verifies under the certificate in it, which must be one for time-stamping. Whether that
 * certificate is trusted is for those to judge who rely on the time. Thread safe.
 */
public final class TimestampClient implements Timestamps {
    private static final String QUERY = "application/timestamp-query";

    /** A token has a signature and a chain of certificates: some kilobytes, with SLH-DSA fifty. */
    private static final long LARGEST_ANSWER = 256L * 1024;

    private static final int NONCE_BITS = 64;

    private final Fetcher fetcher;
    private final URI authority;
    private final Duration time;
    private final Provider bouncyCastle;
    private final SecureRandom random = new SecureRandom();

    /**
     * A client.
     *
     * @param fetcher asks
     * @param authority the authority's address
     * @param time how long one question may take in all
     * @param bouncyCastle an instance of Bouncy Castle's provider, not registered in the JVM
     */
    public TimestampClient(Fetcher fetcher, URI authority, Duration time, Provider bouncyCastle) {
        this.fetcher = fetcher;
        this.authority = authority;
        this.time = time;
        this.bouncyCastle = bouncyCastle;
    }

    @Override
    public byte[] stamp(byte[] signature) {
        TimeStampRequest request = request(signature);
        try {
            TimeStampResponse response = new TimeStampResponse(ask(request.getEncoded()));
            response.validate(request);
            TimeStampToken token =
                    Optional.ofNullable(response.getTimeStampToken())
                            .orElseThrow(() -> refused(response));
            token.validate(
                    new JcaSimpleSignerInfoVerifierBuilder()
                            .setProvider(bouncyCastle)
                            .build(certificate(token)));
            return token.getEncoded();
        } catch (IOException
                | TSPException
                | OperatorCreationException
                | CertificateException
                | IllegalArgumentException e) {
            throw new SigningUnavailableException(
                    authority + " gives no usable timestamp: " + e.getMessage(), e);
        }
    }

    private TimeStampRequest request(byte[] signature) {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        try {
            byte[] imprint = MessageDigest.getInstance("SHA-256").digest(signature);
            return generator.generate(
                    NISTObjectIdentifiers.id_sha256, imprint, new BigInteger(NONCE_BITS, random));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private byte[] ask(byte[] query) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        FetchResult result =
                fetcher.fetch(
                        new FetchRequest(
                                authority,
                                time,
                                LARGEST_ANSWER,
                                Optional.of(new FetchRequest.Question(QUERY, query))),
                        answer);
        if (result instanceof FetchResult.Failed failed) {
            throw new SigningUnavailableException(failed.detail());
        }
        return answer.toByteArray();
    }

    private static X509CertificateHolder certificate(TimeStampToken token) throws TSPException {
        Store<X509CertificateHolder> certificates = token.getCertificates();
        for (X509CertificateHolder each : certificates.getMatches(null)) {
            if (token.getSID().match(each)) {
                return each;
            }
        }
        throw new TSPException("the token has not its signer's certificate");
    }

    private SigningUnavailableException refused(TimeStampResponse response) {
        return new SigningUnavailableException(
                authority + " refuses: " + response.getStatusString());
    }
}
