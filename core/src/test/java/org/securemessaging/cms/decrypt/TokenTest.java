package org.securemessaging.cms.decrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.jcajce.JcaAlgorithmParametersConverter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.keys.TestKey;
import org.securemessaging.peer.SoftHsm;

/** Keys in a real PKCS#11 library, used in a process of its own. */
class TokenTest {
    private static final TestKey RSA = TestKey.of("RSA", TestKey.BOTH, "alice@example.org");
    private static final TestKey EC = TestKey.of("P-256", TestKey.AGREES, "alice@example.org");

    @TempDir Path folder;
    private SoftHsm hsm;

    @BeforeEach
    void make() {
        hsm = SoftHsm.create(folder);
    }

    private void fill() throws Exception {
        hsm.put("rsa", "1001", RSA);
        hsm.put("ec", "1002", EC);
        encrypt(RSA, EC);
    }

    private void encrypt(TestKey rsa, TestKey ec) throws Exception {
        write("pkcs1", Envelopes.keyTrans(rsa, CMSAlgorithm.AES256_GCM, Envelopes.CONTENT));
        write("oaep", oaep(rsa));
        write(
                "ecdh",
                Envelopes.keyAgree(
                        ec, CMSAlgorithm.ECDH_SHA256KDF, CMSAlgorithm.AES256_WRAP, new byte[0]));
        byte[] wrong = Envelopes.keyTrans(rsa, CMSAlgorithm.AES256_GCM, Envelopes.CONTENT);
        wrong[wrong.length - 7] ^= 1;
        write("wrong", wrong);
    }

    /** PKCS#11 §4.9: a key of which this holds was never outside the token, and can't come out. */
    @Test
    void keysMadeInATokenShouldNeverHaveBeenOutside() throws Exception {
        encrypt(
                hsm.generate("rsa", "1001", "rsa:2048", "alice@example.org"),
                hsm.generate("ec", "1002", "EC:prime256v1", "alice@example.org"));

        String output =
                hsm.runJava(
                        TokenMain.class, hsm.configuration().toString(), folder.toString(), "stay");

        assertThat(output.lines())
                .containsSubsequence(
                        "keys 2, none of them encodable",
                        "pkcs1 opened RSA PKCS#1 v1.5",
                        "oaep opened RSA-OAEP",
                        "ecdh opened ECDH",
                        "wrong decryption-failed");
        assertThat(hsm.privateKeys().lines().filter(line -> line.contains("Access:")))
                .hasSize(2)
                .allSatisfy(
                        line ->
                                assertThat(line)
                                        .contains("sensitive")
                                        .contains("always sensitive")
                                        .contains("never extractable"));
    }

    @Test
    void everyKindOfKeyShouldDecryptAndStayInTheToken() throws Exception {
        fill();
        String output =
                hsm.runJava(
                        TokenMain.class, hsm.configuration().toString(), folder.toString(), "stay");

        assertThat(output.lines())
                .containsSubsequence(
                        "keys 2, none of them encodable",
                        "pkcs1 opened RSA PKCS#1 v1.5",
                        "oaep opened RSA-OAEP",
                        "ecdh opened ECDH",
                        "wrong decryption-failed");
    }

    @Test
    void aTokenThatGoesAwayShouldBeATemporaryFailureThatSaysWhatHelps() throws Exception {
        fill();
        String output =
                hsm.runJava(
                        TokenMain.class,
                        hsm.configuration().toString(),
                        folder.toString(),
                        hsm.tokens().toString());

        assertThat(output.lines())
                .containsSubsequence(
                        "pkcs1 opened RSA PKCS#1 v1.5",
                        "token moved away",
                        "pkcs1 unavailable",
                        "token moved back");
        assertThat(output)
                .contains("kind=RESTART")
                .contains("only a restart of the server brings them back");
    }

    private void write(String name, byte[] structure) throws Exception {
        Files.write(folder.resolve(name + ".cms"), structure);
    }

    private static byte[] oaep(TestKey key) throws Exception {
        return Envelopes.encrypt(
                new JceKeyTransRecipientInfoGenerator(
                                key.x509(),
                                new JcaAlgorithmParametersConverter()
                                        .getAlgorithmIdentifier(
                                                PKCSObjectIdentifiers.id_RSAES_OAEP,
                                                new OAEPParameterSpec(
                                                        "SHA-256",
                                                        "MGF1",
                                                        new MGF1ParameterSpec("SHA-256"),
                                                        new PSource.PSpecified(new byte[] {1}))))
                        .setProvider(TestKey.PROVIDER),
                CMSAlgorithm.AES256_GCM,
                Envelopes.CONTENT);
    }
}
