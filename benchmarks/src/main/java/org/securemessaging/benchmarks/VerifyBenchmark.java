package org.securemessaging.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataParser;
import org.bouncycastle.cms.CMSTypedStream;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.cms.CertificateSource;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.revocation.RevocationChecker;
import org.securemessaging.revocation.RevocationRules;
import org.securemessaging.trust.BuildingPathValidator;
import org.securemessaging.trust.PathRules;
import org.securemessaging.trust.PolicyInputs;
import org.securemessaging.trust.RevocationMode;
import org.securemessaging.trust.TrustAnchors;
import org.securemessaging.verification.IdentityMode;
import org.securemessaging.verification.MessageVerifier;
import org.securemessaging.verification.VerificationReport;
import org.securemessaging.verification.VerificationRequest;
import org.securemessaging.verification.VerificationSettings;

/**
 * Verifies a clear-signed message: the whole engine, from octets to RFC 7281's result, beside the
 * two raw primitives it can't do without and beside Bouncy Castle's own CMS verifier, which looks
 * at integrity alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class VerifyBenchmark {
    /** Octets of the signed part. */
    @Param({"5000", "50000000"})
    public int size;

    /** The signer's key. */
    @Param({"RSA", "EC"})
    public String key;

    private final Provider bouncyCastle = new BouncyCastleProvider();
    private SignedMessage message;
    private MessageVerifier verifier;
    private VerificationRequest request;
    private byte[] rawSignature;
    private byte[] attributes;

    /**
     * Signs the message and puts the engine together.
     *
     * @throws GeneralSecurityException if the platform lacks an algorithm
     * @throws OperatorCreationException if Bouncy Castle lacks one
     * @throws CMSException if the message can't be signed
     * @throws IOException if it can't be encoded
     */
    @Setup
    public void prepare()
            throws GeneralSecurityException, OperatorCreationException, CMSException, IOException {
        message = SignedMessage.make(key, size, bouncyCastle);
        Certificate certificate = Certificate.parse(message.certificate().getEncoded());
        verifier =
                new MessageVerifier(
                        VerificationSettings.defaults(
                                SpoolLimits.in(Path.of(System.getProperty("java.io.tmpdir")))),
                        new BuildingPathValidator(
                                TrustAnchors.of(List.of(certificate)),
                                TrustAnchors.of(List.of()),
                                new SignatureChecker(bouncyCastle, AlgorithmPolicy.defaults()),
                                new RevocationChecker(
                                        List.of(), RevocationRules.DEFAULT, Clock.systemUTC()),
                                PathRules.DEFAULT),
                        CertificateSource.none(),
                        bouncyCastle);
        request =
                new VerificationRequest(
                        Instant.now(),
                        RevocationMode.OFF,
                        IdentityMode.FROM_OR_SENDER,
                        false,
                        true,
                        PolicyInputs.ANY);
        attributes = new byte[100];
        Signature signer = signature();
        signer.initSign(message.keys().getPrivate());
        signer.update(attributes);
        rawSignature = signer.sign();
    }

    /**
     * The engine.
     *
     * @return the report
     * @throws IOException never
     */
    @Benchmark
    public VerificationReport engine() throws IOException {
        try (MessageBytes octets = MessageBytes.of(message.octets())) {
            return verifier.verify(octets, request);
        }
    }

    /**
     * SHA-256 of the content and one signature check, on the providers the engine uses.
     *
     * @return whether the signature holds
     * @throws GeneralSecurityException if the platform lacks an algorithm
     */
    @Benchmark
    public boolean rawPrimitives() throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(message.content());
        Signature signature = signature();
        signature.initVerify(message.keys().getPublic());
        signature.update(attributes);
        return signature.verify(rawSignature) && digest.length > 0;
    }

    /**
     * Bouncy Castle's streaming verifier on the detached signature and its content.
     *
     * @return whether the signature holds
     * @throws OperatorCreationException if Bouncy Castle lacks an algorithm
     * @throws CMSException if the signature can't be read
     * @throws IOException never
     */
    @Benchmark
    public boolean bouncyCastle() throws OperatorCreationException, CMSException, IOException {
        CMSSignedDataParser parser =
                new CMSSignedDataParser(
                        new JcaDigestCalculatorProviderBuilder().build(),
                        new CMSTypedStream(new ByteArrayInputStream(message.content())),
                        message.cms());
        parser.getSignedContent().drain();
        SignerInformation signer = parser.getSignerInfos().getSigners().iterator().next();
        try {
            return signer.verify(
                    new JcaSimpleSignerInfoVerifierBuilder().build(message.certificate()));
        } catch (CertificateException e) {
            throw new IllegalStateException("the certificate was just made", e);
        }
    }

    private Signature signature() throws GeneralSecurityException {
        return key.equals("EC")
                ? Signature.getInstance("SHA256withECDSA", bouncyCastle)
                : Signature.getInstance("SHA256withRSA");
    }
}
