package org.securemessaging.cms.sign;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.DigestAlgorithm;
import org.securemessaging.keys.KeyVault;
import org.securemessaging.keys.Token;
import org.securemessaging.peer.PeerProgram;

/** Keys that never leave a PKCS#11 token, here SoftHSM, sign as those of files do. */
class TokenSigningTest {
    private static final String MODULE = "/usr/lib/softhsm/libsofthsm2.so";
    private static final String PIN = "1234";
    private static final String ADDRESS = "token@example.org";

    @TempDir private Path folder;

    @Test
    void keysInATokenShouldSign() throws Exception {
        PeerProgram.require("softhsm2-util");
        PeerProgram.require("pkcs11-tool");
        PeerProgram.require("openssl");
        Path configuration = folder.resolve("softhsm2.conf");
        Files.createDirectory(folder.resolve("tokens"));
        Files.writeString(
                configuration,
                "directories.tokendir = "
                        + folder.resolve("tokens")
                        + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        PeerProgram softHsm =
                new PeerProgram(folder, Map.of("SOFTHSM2_CONF", configuration.toString()));
        softHsm.run(
                "",
                "softhsm2-util --init-token --free --label t --so-pin 12345678 --pin 1234"
                        .split(" ", -1));
        store(softHsm, SigningPki.person(ADDRESS, "RSA 2048"), "01");
        store(softHsm, SigningPki.person(ADDRESS, "EC P-256"), "02");
        store(softHsm, SigningPki.person(ADDRESS, "EC P-384"), "03");
        Files.writeString(
                folder.resolve("p11.cfg"),
                "name = t\nlibrary = " + MODULE + "\nslotListIndex = 0\n");
        SigningPki.writePem(folder.resolve("root.pem"), SigningPki.root(), SigningPki.authority());
        // In a process of its own: the library reads its variable from the environment.
        softHsm.run(
                "",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TokenSigningTest.class.getName(),
                folder.toString());
        for (int i = 0; i < 12; i++) {
            softHsm.run(
                    "",
                    ("openssl cms -verify -CAfile root.pem -in signed" + i + ".eml -out out")
                            .split(" ", -1));
        }
    }

    private void store(PeerProgram softHsm, CertifiedKey key, String id) throws Exception {
        try (JcaPEMWriter pem = new JcaPEMWriter(Files.newBufferedWriter(folder.resolve("key")))) {
            pem.writeObject(
                    new PemObject(
                            "PRIVATE KEY",
                            PrivateKeyInfo.getInstance(key.key().getEncoded()).getEncoded()));
        }
        Files.write(folder.resolve("certificate"), key.certificate().encoded());
        softHsm.run(
                "",
                ("softhsm2-util --import key --token t --label k" + id + " --id " + id)
                        .concat(" --pin " + PIN)
                        .split(" ", -1));
        softHsm.run(
                "",
                ("pkcs11-tool --module " + MODULE + " --token-label t --login --pin " + PIN)
                        .concat(" --write-object certificate --type cert --label k" + id)
                        .concat(" --id " + id)
                        .split(" ", -1));
    }

    /**
     * The program: signs with every key of the token, in both forms, with either padding.
     *
     * @param arguments the folder
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Token token = new Token(folder.resolve("p11.cfg"), () -> Optional.of(PIN.toCharArray()));
        KeyVault vault = new KeyVault(List.of(token));
        List<CertifiedKey> keys =
                vault.signers(MailAddress.parse(ADDRESS).orElseThrow(), SigningPki.NOW);
        if (keys.size() != 3 || keys.stream().anyMatch(key -> key.provider().isEmpty())) {
            throw new IllegalStateException(keys + " " + vault.health());
        }
        int number = 0;
        for (CertifiedKey key : keys) {
            for (SignatureForm form : SignatureForm.values()) {
                for (boolean pss : new boolean[] {false, true}) {
                    SigningSettings settings =
                            new SigningSettings(
                                    DigestAlgorithm.SHA_256, pss, ChainInclusion.WITHOUT_ROOT);
                    byte[] signed =
                            Signing.in(form)
                                    .with(settings)
                                    .sign(
                                            Signing.octets(
                                                    "From: token@example.org\r\n\r\nhello\r\n"),
                                            key);
                    Files.write(folder.resolve("signed" + number++ + ".eml"), signed);
                }
            }
        }
    }
}
