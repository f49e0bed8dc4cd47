package org.securemessaging.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Signature;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
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
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.sign.MessageSigner;
import org.securemessaging.cms.sign.SignatureForm;
import org.securemessaging.cms.sign.SignedDataSigner;
import org.securemessaging.cms.sign.SigningIdentity;
import org.securemessaging.cms.sign.SigningRequest;
import org.securemessaging.cms.sign.SigningSettings;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.SpoolLimits;

/**
 * Signs a message: the whole signer, from octets to octets that were read and verified again,
 * beside the raw primitives it can't do without and beside Bouncy Castle's own CMS generator, which
 * makes the structure alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SignBenchmark {
    /** Octets of the content. */
    @Param({"5000", "50000000"})
    public int size;

    /** The signer's key. */
    @Param({"RSA", "EC"})
    public String key;

    private final Provider bouncyCastle = new BouncyCastleProvider();
    private SignedMessage message;
    private byte[] plain;
    private MessageSigner signer;
    private SigningIdentity identity;
    private byte[] attributes;

    /**
     * Makes a message and puts the signer together.
     *
     * @throws GeneralSecurityException if the platform lacks an algorithm
     * @throws OperatorCreationException if Bouncy Castle lacks one
     * @throws CMSException if the key can't be used
     * @throws IOException if the certificate can't be encoded
     */
    @Setup
    public void prepare()
            throws GeneralSecurityException, OperatorCreationException, CMSException, IOException {
        message = SignedMessage.make(key, size, bouncyCastle);
        plain = message.unsigned();
        Certificate certificate = Certificate.parse(message.certificate().getEncoded());
        signer =
                new MessageSigner(
                        new SignedDataSigner(
                                SigningSettings.DEFAULT, bouncyCastle, Optional.empty()),
                        MimeLimits.DEFAULT,
                        SpoolLimits.in(Path.of(System.getProperty("java.io.tmpdir"))),
                        bouncyCastle);
        identity =
                SigningIdentity.of(
                        new CertifiedKey(
                                message.keys().getPrivate(),
                                Optional.empty(),
                                certificate,
                                List.of()));
        attributes = new byte[200];
    }

    /**
     * The signer.
     *
     * @return the length of what it made
     * @throws IOException never
     */
    @Benchmark
    public long engine() throws IOException {
        SigningRequest request =
                SigningRequest.plain(Instant.now(), SignatureForm.CLEAR, "example.org");
        try (MessageBytes octets = MessageBytes.of(plain);
                MessageBytes signed = signer.sign(octets, identity, request)) {
            return signed.octets().length();
        }
    }

    /**
     * SHA-256 of the content and one signature, on the providers the signer uses.
     *
     * @return the signature
     * @throws GeneralSecurityException if the platform lacks an algorithm
     */
    @Benchmark
    public byte[] rawPrimitives() throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(message.content());
        Signature signature =
                key.equals("EC")
                        ? Signature.getInstance("SHA256withECDSA", bouncyCastle)
                        : Signature.getInstance("SHA256withRSA");
        signature.initSign(message.keys().getPrivate());
        signature.update(digest);
        signature.update(attributes);
        return signature.sign();
    }

    /**
     * Bouncy Castle's generator on the content alone.
     *
     * @return the detached signature
     * @throws OperatorCreationException if Bouncy Castle lacks an algorithm
     * @throws CMSException if the content can't be signed
     * @throws IOException never
     */
    @Benchmark
    public byte[] bouncyCastle() throws OperatorCreationException, CMSException, IOException {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder()
                        .setProvider(bouncyCastle)
                        .build(
                                key.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA",
                                message.keys().getPrivate(),
                                message.certificate()));
        return generator
                .generate(new CMSProcessableByteArray(message.content()), false)
                .getEncoded();
    }
}
