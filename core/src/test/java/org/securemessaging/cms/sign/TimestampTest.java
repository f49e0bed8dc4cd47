package org.securemessaging.cms.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.tsp.TimeStampToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.mime.Entity;
import org.securemessaging.net.HttpFetcher;
import org.securemessaging.net.LoopbackServer;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.peer.TimestampAuthority;

/** OpenSSL's time-stamping authority, behind a small web server. */
class TimestampTest {
    private static final CertifiedKey ALICE = SigningPki.person("alice@example.org", "EC P-256");
    private static final byte[] MESSAGE =
            Signing.octets("From: alice@example.org\r\n\r\nhello\r\n");

    @TempDir private Path folder;
    private TimestampAuthority authority;
    private HttpFetcher fetcher;

    @BeforeEach
    void start() throws IOException {
        authority = new TimestampAuthority(folder);
        fetcher = new HttpFetcher(LoopbackServer.allowed());
    }

    @AfterEach
    void stop() {
        if (authority != null) {
            authority.close();
        }
        if (fetcher != null) {
            fetcher.close();
        }
    }

    @Test
    void signatureShouldBeStamped() throws Exception {
        byte[] signed = Signing.CLEAR.with(client()).sign(MESSAGE, ALICE);
        SignerInformation signer = signer(signed);
        Attribute attribute =
                signer.getUnsignedAttributes()
                        .get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
        TimeStampToken token =
                new TimeStampToken(
                        ContentInfo.getInstance(attribute.getAttrValues().getObjectAt(0)));
        Files.write(folder.resolve("token"), token.getEncoded());
        Files.write(folder.resolve("signature"), signer.getSignature());
        new PeerProgram(folder, Map.of())
                .run(
                        "",
                        "openssl ts -verify -data signature -in token -token_in -CAfile tsa.pem"
                                .split(" ", -1));
    }

    @Test
    void oldAnswerShouldBeRefused() {
        client().stamp(new byte[] {1});
        authority.replay();
        assertThatThrownBy(() -> client().stamp(new byte[] {1}))
                .isInstanceOf(SigningUnavailableException.class)
                .hasMessageContaining("nonce");
    }

    @Test
    void deadAuthorityShouldBeATemporaryFailure() {
        TimestampClient client = client();
        authority.close();
        assertThatThrownBy(() -> Signing.CLEAR.with(client).sign(MESSAGE, ALICE))
                .isInstanceOf(SigningUnavailableException.class);
    }

    @Test
    void refusalShouldBeATemporaryFailure() throws IOException {
        authority.digests("sha512");
        assertThatThrownBy(() -> client().stamp(new byte[] {1}))
                .isInstanceOf(SigningUnavailableException.class);
    }

    private TimestampClient client() {
        return new TimestampClient(
                fetcher, authority.uri(), Duration.ofSeconds(20), SigningPki.BOUNCY_CASTLE);
    }

    private static SignerInformation signer(byte[] signed) throws Exception {
        Entity signature = Signing.entity(signed).parts().get(1);
        CMSSignedData structure = new CMSSignedData(signature.decodedBody().readAllBytes());
        assertThat(structure.getSignerInfos().size()).isEqualTo(1);
        return structure.getSignerInfos().iterator().next();
    }
}
