package org.securemessaging.integration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.securemessaging.peer.SoftHsm;
import org.securemessaging.server.WorkFolder;
import org.securemessaging.server.pki.CertificateAuthority;
import org.securemessaging.server.pki.Identity;
import org.securemessaging.server.pki.IdentityFiles;
import org.securemessaging.server.pki.TrialPki;
import org.securemessaging.server.pki.Validity;

/** Puts the senders' keys into a server's vault: into its folder, or into a token. */
final class SenderKeys {
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final String VAULT = "<vault>";

    private final SoftHsm token;
    private int number;

    private SenderKeys(SoftHsm token) {
        this.token = token;
    }

    /** Makes an empty token below a folder; skips the test where there is no SoftHSM. */
    static SenderKeys withToken(Path folder) {
        return new SenderKeys(SoftHsm.create(folder));
    }

    /** What the server must have in its environment. */
    Map<String, String> environment() {
        return token.environment();
    }

    /** Makes all keys, and names the token in the configuration. */
    void install(WorkFolder folder) throws IOException {
        CertificateAuthority authority = TrialPki.open(folder.pki()).issuing();
        try {
            for (Sender sender : Sender.values()) {
                for (String kind : sender.kinds()) {
                    put(sender, identity(authority, sender, kind), folder.pki().resolve("vault"));
                }
            }
            token.storeAuthority("issuing", "99", authority.identity().certificate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        Path pin = secret(folder.conf().resolve("pin"), SoftHsm.PIN);
        Path file = folder.conf().resolve("securemessaging.xml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                VAULT,
                                "%s<token>file://%s</token><tokenPin>file://%s</tokenPin>"
                                        .formatted(VAULT, token.configuration(), pin)));
    }

    private void put(Sender sender, Identity identity, Path vault)
            throws IOException, GeneralSecurityException {
        number++;
        String name = "sender" + number;
        if (sender.hasToken()) {
            token.put(
                    name,
                    Integer.toString(number + 10),
                    identity.key().getEncoded(),
                    identity.certificate().getEncoded());
        } else {
            new IdentityFiles(vault).write(name, identity, sender.password());
            secret(vault.resolve(name + ".p12.password"), sender.password());
        }
    }

    private static Identity identity(CertificateAuthority authority, Sender sender, String kind)
            throws GeneralSecurityException {
        KeyPair keys = keys(kind);
        X509Certificate certificate =
                authority.certify(
                        "CN=" + sender,
                        sender.address(),
                        keys.getPublic(),
                        new KeyUsage(KeyUsage.digitalSignature),
                        Validity.years(1));
        return new Identity(
                keys.getPrivate(),
                Stream.concat(Stream.of(certificate), authority.identity().path().stream())
                        .toList());
    }

    private static KeyPair keys(String kind) throws GeneralSecurityException {
        List<String> words = List.of(kind.split(" ", -1));
        if (kind.equals("ML-DSA-65")) {
            return new KeyPair(
                    new Stored("ml-dsa-65.spki", "X.509"), new Stored("ml-dsa-65.pk8", "PKCS#8"));
        }
        if (words.get(0).startsWith("RSA")) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(words.get(0));
            generator.initialize(2048);
            return generator.generateKeyPair();
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance(words.get(0), BOUNCY_CASTLE);
        if (words.size() > 1) {
            generator.initialize(new ECGenParameterSpec(words.get(1)));
        }
        return generator.generateKeyPair();
    }

    /** A key of a kind that James's own Bouncy Castle does not know. */
    private record Stored(String name, String format) implements PublicKey, PrivateKey {
        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "ML-DSA-65";
        }

        @Override
        public String getFormat() {
            return format;
        }

        @Override
        public byte[] getEncoded() {
            try (InputStream in = SenderKeys.class.getResourceAsStream("keys/" + name)) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Path secret(Path file, String text) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text + "\n");
    }
}
