package org.securemessaging.cms.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tsp.TimeStampToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.mime.Entity;
import org.securemessaging.net.AddressPolicy;
import org.securemessaging.net.AddressRange;
import org.securemessaging.net.HttpFetcher;
import org.securemessaging.peer.PeerProgram;

/** OpenSSL's time-stamping authority, behind a small web server. */
class TimestampTest {
    private static final CertifiedKey ALICE = SigningPki.person("alice@example.org", "EC P-256");
    private static final byte[] MESSAGE =
            Signing.octets("From: alice@example.org\r\n\r\nhello\r\n");

    @TempDir private Path folder;
    private PeerProgram openssl;
    private HttpServer server;
    private HttpFetcher fetcher;
    private volatile boolean replaying;

    @BeforeEach
    void start() throws Exception {
        PeerProgram.require("openssl");
        openssl = new PeerProgram(folder, Map.of());
        writeAuthority();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] answer = answer(exchange.getRequestBody().readAllBytes());
                    exchange.getResponseHeaders()
                            .add("Content-Type", "application/timestamp-reply");
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
        fetcher =
                new HttpFetcher(
                        new AddressPolicy(List.of(AddressRange.parse("127.0.0.0/8")), Set.of()));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
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
        openssl.run(
                "",
                "openssl ts -verify -data signature -in token -token_in -CAfile tsa.pem"
                        .split(" ", -1));
    }

    @Test
    void oldAnswerShouldBeRefused() {
        client().stamp(new byte[] {1});
        replaying = true;
        assertThatThrownBy(() -> client().stamp(new byte[] {1}))
                .isInstanceOf(SigningUnavailableException.class)
                .hasMessageContaining("nonce");
    }

    @Test
    void deadAuthorityShouldBeATemporaryFailure() {
        TimestampClient client = client();
        server.stop(0);
        assertThatThrownBy(() -> Signing.CLEAR.with(client).sign(MESSAGE, ALICE))
                .isInstanceOf(SigningUnavailableException.class);
    }

    @Test
    void refusalShouldBeATemporaryFailure() throws IOException {
        Files.writeString(folder.resolve("ts.cnf"), config("sha512"));
        assertThatThrownBy(() -> client().stamp(new byte[] {1}))
                .isInstanceOf(SigningUnavailableException.class);
    }

    private TimestampClient client() {
        return new TimestampClient(
                fetcher,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"),
                Duration.ofSeconds(20),
                SigningPki.BOUNCY_CASTLE);
    }

    private byte[] answer(byte[] query) throws IOException {
        if (!replaying) {
            Files.write(folder.resolve("query"), query);
            openssl.run(
                    "",
                    "openssl ts -reply -config ts.cnf -queryfile query -out reply".split(" ", -1));
        }
        return Files.readAllBytes(folder.resolve("reply"));
    }

    private void writeAuthority() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        X500Name name = new X500Name("CN=TSA");
        X509CertificateHolder certificate =
                new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(Instant.parse("2020-01-01T00:00:00Z")),
                                Date.from(Instant.parse("2040-01-01T00:00:00Z")),
                                name,
                                keys.getPublic())
                        .addExtension(
                                Extension.extendedKeyUsage,
                                true,
                                new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping))
                        .build(
                                new JcaContentSignerBuilder("SHA256withRSA")
                                        .build(keys.getPrivate()));
        SigningPki.writePem(folder.resolve("tsa.pem"), certificate);
        SigningPki.writePem(folder.resolve("tsa.key"), keys.getPrivate());
        Files.writeString(folder.resolve("serial"), "01\n");
        Files.writeString(folder.resolve("ts.cnf"), config("sha256"));
    }

    private static String config(String digest) {
        return """
                [tsa]
                default_tsa = t
                [t]
                serial = serial
                signer_cert = tsa.pem
                signer_key = tsa.key
                certs = tsa.pem
                signer_digest = sha256
                default_policy = 1.2.3.4
                digests = %s
                ess_cert_id_alg = sha256
                """
                .formatted(digest);
    }

    private static SignerInformation signer(byte[] signed) throws Exception {
        Entity signature = Signing.entity(signed).parts().get(1);
        CMSSignedData structure = new CMSSignedData(signature.decodedBody().readAllBytes());
        assertThat(structure.getSignerInfos().size()).isEqualTo(1);
        return structure.getSignerInfos().iterator().next();
    }
}
