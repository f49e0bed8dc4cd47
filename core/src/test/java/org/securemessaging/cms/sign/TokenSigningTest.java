package org.securemessaging.cms.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.DigestAlgorithm;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.Token;
import org.securemessaging.peer.Gpgsm;
import org.securemessaging.peer.NssTools;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.peer.SoftHsm;

/**
 * Keys that never leave a PKCS#11 token, here SoftHSM, sign as those of files do: OpenSSL, GnuPG
 * and NSS accept it.
 */
class TokenSigningTest {
    private static final String ADDRESS = "token@example.org";

    /** Other lines are a logger's. */
    private static final String SIGNED = "signed ";

    @TempDir private Path folder;

    @Test
    void whatKeysInATokenSignShouldBeAcceptedByOtherPrograms() throws Exception {
        PeerProgram.require("openssl");
        SoftHsm token = SoftHsm.create(folder);
        token.put("k1", "01", SigningPki.person(ADDRESS, "RSA 2048"));
        token.put("k2", "02", SigningPki.person(ADDRESS, "EC P-256"));
        token.put("k3", "03", SigningPki.person(ADDRESS, "EC P-384"));

        // In a process of its own: the library reads its variable from the environment.
        List<String> names =
                token.runJava(
                                TokenSigningTest.class,
                                token.configuration().toString(),
                                folder.toString())
                        .lines()
                        .filter(line -> line.startsWith(SIGNED))
                        .map(line -> line.substring(SIGNED.length()))
                        .toList();

        assertThat(names)
                .containsExactlyInAnyOrder(
                        "RSA-pss-CLEAR",
                        "RSA-pss-OPAQUE",
                        "RSA-pkcs1-CLEAR",
                        "RSA-pkcs1-OPAQUE",
                        "EC256-CLEAR",
                        "EC256-OPAQUE",
                        "EC384-CLEAR",
                        "EC384-OPAQUE");
        // The token has nobody's certificates but its keys'.
        SigningPki.writePem(folder.resolve("root.pem"), SigningPki.root(), SigningPki.authority());
        PeerProgram openssl = new PeerProgram(folder, Map.of());
        NssTools nss = NssTools.trusting(SigningPki.root(), folder);
        nss.learn(SigningPki.authority());
        try (Gpgsm gpgsm = Gpgsm.trusting(SigningPki.root(), folder)) {
            gpgsm.learn(SigningPki.authority());
            for (String name : names) {
                boolean detached =
                        SignatureFiles.write(
                                Files.readAllBytes(folder.resolve(name + ".eml")), folder, name);
                openssl.output(
                        "openssl cms -verify -CAfile root.pem -out out -in " + name + ".eml");
                nss.program()
                        .output(
                                NssTools.decode(name + ".der")
                                        + (detached ? " -c " + name + ".txt" : ""));
                if (!name.contains("pss")) { // GnuPG 2.2 crashes on RSASSA-PSS.
                    gpgsm.program()
                            .output(
                                    "gpgsm --batch --verify "
                                            + name
                                            + ".der"
                                            + (detached ? " " + name + ".txt" : ""));
                }
            }
        }
    }

    /**
     * The program: signs with every key of the token, in both forms, RSA with either padding, and
     * prints the names of what it made.
     *
     * @param arguments the token's configuration, and the folder
     */
    public static void main(String[] arguments) throws Exception {
        Token token =
                new Token(Path.of(arguments[0]), () -> Optional.of(SoftHsm.PIN.toCharArray()));
        KeyVault vault = new KeyVault(List.of(token));
        List<CertifiedKey> keys =
                vault.signers(MailAddress.parse(ADDRESS).orElseThrow(), SigningPki.NOW);
        if (keys.stream().anyMatch(key -> key.provider().isEmpty())) {
            throw new IllegalStateException("not all of the token: " + keys);
        }
        for (CertifiedKey key : keys) {
            for (SignatureForm form : SignatureForm.values()) {
                if (key.key().getAlgorithm().equals("RSA")) {
                    sign(key, form, false, "RSA-pkcs1-" + form, Path.of(arguments[1]));
                    sign(key, form, true, "RSA-pss-" + form, Path.of(arguments[1]));
                } else {
                    String curve = key.certificate().holder().getSubject().toString();
                    String name = "EC" + curve.substring(curve.length() - 3) + "-" + form;
                    sign(key, form, false, name, Path.of(arguments[1]));
                }
            }
        }
    }

    private static void sign(
            CertifiedKey key, SignatureForm form, boolean pss, String name, Path folder)
            throws Exception {
        SigningSettings settings =
                new SigningSettings(DigestAlgorithm.SHA_256, pss, ChainInclusion.WITHOUT_ROOT);
        byte[] message = Signing.octets("From: token@example.org\r\n\r\nhello\r\n");
        Files.write(
                folder.resolve(name + ".eml"), Signing.in(form).with(settings).sign(message, key));
        System.out.println(SIGNED + name);
    }
}
