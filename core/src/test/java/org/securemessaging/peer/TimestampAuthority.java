package org.securemessaging.peer;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.securemessaging.cms.sign.SigningPki;
import org.securemessaging.net.LoopbackServer;

/** OpenSSL's time-stamping authority, behind a small web server. */
public final class TimestampAuthority implements AutoCloseable {
    private static final String PATH = "/stamp";

    private final Path folder;
    private final PeerProgram openssl;
    private final LoopbackServer server;
    private volatile boolean replaying;

    /** Starts one that keeps its files in a folder; skips the test without OpenSSL. */
    public TimestampAuthority(Path folder) throws IOException {
        PeerProgram.require("openssl");
        this.folder = folder;
        this.openssl = new PeerProgram(folder, Map.of());
        writeFiles();
        this.server = new LoopbackServer();
        server.serve(
                PATH,
                exchange -> {
                    byte[] answer = answer(exchange.getRequestBody().readAllBytes());
                    exchange.getResponseHeaders()
                            .add("Content-Type", "application/timestamp-reply");
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
    }

    /** Where it is asked. */
    public URI uri() {
        return server.uri(PATH);
    }

    /** From now on it gives its last answer again. */
    public void replay() {
        replaying = true;
    }

    /** From now on it stamps these digests alone. */
    public void digests(String names) throws IOException {
        Files.writeString(folder.resolve("ts.cnf"), config(names));
    }

    /** Its certificate, in PEM. */
    public Path certificate() {
        return folder.resolve("tsa.pem");
    }

    @Override
    public void close() {
        server.close();
    }

    private synchronized byte[] answer(byte[] query) throws IOException {
        if (!replaying) {
            Files.write(folder.resolve("query"), query);
            openssl.run(
                    "",
                    "openssl ts -reply -config ts.cnf -queryfile query -out reply".split(" ", -1));
        }
        return Files.readAllBytes(folder.resolve("reply"));
    }

    private void writeFiles() throws IOException {
        try {
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
            SigningPki.writePem(certificate(), certificate);
            SigningPki.writePem(folder.resolve("tsa.key"), keys.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
        Files.writeString(folder.resolve("serial"), "01\n");
        digests("sha256");
    }

    private static String config(String digests) {
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
                .formatted(digests);
    }
}
