package org.securemessaging.cms.sign;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.CertifiedKey;

/** A root, an authority below it, and people with keys of every kind, for tests. */
public final class SigningPki {
    /** Bouncy Castle, as an instance. */
    public static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    /** When tests sign. */
    public static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private static final AtomicLong SERIAL = new AtomicLong(0x2000);
    private static final Map<String, CertifiedKey> PEOPLE = new ConcurrentHashMap<>();
    private static final KeyPair ROOT_KEYS = keys("RSA 2048");
    private static final KeyPair AUTHORITY_KEYS = keys("RSA 2048");
    private static final Certificate ROOT =
            certificate("CN=Root", "CN=Root", ROOT_KEYS, ROOT_KEYS.getPrivate(), Optional.empty());
    private static final Certificate AUTHORITY =
            certificate(
                    "CN=Authority",
                    "CN=Root",
                    AUTHORITY_KEYS,
                    ROOT_KEYS.getPrivate(),
                    Optional.empty());

    private SigningPki() {}

    /** The root. */
    public static Certificate root() {
        return ROOT;
    }

    /** Who issues people's certificates. */
    public static Certificate authority() {
        return AUTHORITY;
    }

    /**
     * A person, the same at each call.
     *
     * @param address the address in the certificate
     * @param kind such as {@code RSA 2048}, {@code EC P-256} or {@code Ed25519}
     */
    public static CertifiedKey person(String address, String kind) {
        return PEOPLE.computeIfAbsent(
                address + kind,
                name -> {
                    KeyPair keys = keys(kind);
                    Certificate certificate =
                            certificate(
                                    "CN=" + kind,
                                    "CN=Authority",
                                    keys,
                                    AUTHORITY_KEYS.getPrivate(),
                                    Optional.of(address));
                    return new CertifiedKey(
                            keys.getPrivate(),
                            Optional.empty(),
                            certificate,
                            List.of(AUTHORITY, ROOT));
                });
    }

    /** Writes something to a file in PEM. */
    public static void writePem(Path file, Object... things) {
        try (StringWriter text = new StringWriter()) {
            try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
                for (Object thing : things) {
                    pem.writeObject(
                            thing instanceof Certificate certificate
                                    ? certificate.holder()
                                    : thing);
                }
            }
            Files.writeString(file, text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyPair keys(String kind) {
        String[] words = kind.split(" ", -1);
        try {
            KeyPairGenerator generator =
                    words[0].startsWith("RSA")
                            ? KeyPairGenerator.getInstance(words[0])
                            : KeyPairGenerator.getInstance(words[0], BOUNCY_CASTLE);
            if (words[0].equals("EC")) {
                generator.initialize(new ECGenParameterSpec(words[1]));
            } else if (words.length > 1) {
                generator.initialize(Integer.parseInt(words[1]));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(kind, e);
        }
    }

    private static Certificate certificate(
            String subject,
            String issuer,
            KeyPair keys,
            PrivateKey issuerKey,
            Optional<String> address) {
        try {
            X509v3CertificateBuilder builder =
                    new X509v3CertificateBuilder(
                            new X500Name(issuer),
                            BigInteger.valueOf(SERIAL.getAndIncrement()),
                            Date.from(Instant.parse("2020-01-01T00:00:00Z")),
                            Date.from(Instant.parse("2040-01-01T00:00:00Z")),
                            new X500Name(subject),
                            SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
            int usage =
                    address.isEmpty()
                            ? KeyUsage.keyCertSign | KeyUsage.cRLSign
                            : keys.getPublic().getAlgorithm().equals("RSA")
                                    ? KeyUsage.digitalSignature | KeyUsage.keyEncipherment
                                    : KeyUsage.digitalSignature;
            builder.addExtension(
                            Extension.basicConstraints,
                            true,
                            new BasicConstraints(address.isEmpty()))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            if (address.isPresent()) {
                builder.addExtension(
                                Extension.subjectAlternativeName,
                                false,
                                new GeneralNames(
                                        new GeneralName(GeneralName.rfc822Name, address.get())))
                        .addExtension(
                                Extension.extendedKeyUsage,
                                false,
                                new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection));
            }
            return Certificate.parse(
                    builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(issuerKey))
                            .getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
