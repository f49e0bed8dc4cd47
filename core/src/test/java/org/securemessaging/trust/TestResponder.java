package org.securemessaging.trust;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.securemessaging.certificate.Certificate;

/** An OCSP responder's answers, right unless told otherwise. */
final class TestResponder {
    /** An answer was made an hour ago and is due again in a day. */
    static final Instant THIS_UPDATE = TestCa.NOW.minus(Duration.ofHours(1));

    private final TestCa signer;
    private final Certificate issuer;
    private final List<Certificate> enclosed = new ArrayList<>();
    private CertificateStatus status = CertificateStatus.GOOD;
    private ASN1ObjectIdentifier digest = CertificateID.HASH_SHA1.getAlgorithm();
    private Instant thisUpdate = THIS_UPDATE;
    private Optional<Instant> nextUpdate = Optional.of(TestCa.NOW.plus(Duration.ofDays(1)));
    private Optional<Extensions> single = Optional.empty();
    private final ExtensionsGenerator extensions = new ExtensionsGenerator();

    /** Answers signed with a key about certificates of an issuer. */
    TestResponder(TestCa signer, Certificate issuer) {
        this.signer = signer;
        this.issuer = issuer;
    }

    TestResponder enclosing(Certificate... certificates) {
        enclosed.addAll(List.of(certificates));
        return this;
    }

    TestResponder revoked(Instant at, int reason) {
        status = new RevokedStatus(Date.from(at), reason);
        return this;
    }

    TestResponder unknown() {
        status = new org.bouncycastle.cert.ocsp.UnknownStatus();
        return this;
    }

    TestResponder digest(ASN1ObjectIdentifier other) {
        digest = other;
        return this;
    }

    TestResponder times(Instant from, Optional<Instant> until) {
        thisUpdate = from;
        nextUpdate = until;
        return this;
    }

    TestResponder extension(Extension extension) {
        extensions.addExtension(extension);
        return this;
    }

    TestResponder singleExtension(Extension extension) {
        single = Optional.of(new Extensions(extension));
        return this;
    }

    /** The answer about a certificate. */
    byte[] answer(Certificate certificate) {
        try {
            CertificateID id =
                    new CertificateID(
                            new JcaDigestCalculatorProviderBuilder()
                                    .setProvider(TestCa.BC)
                                    .build()
                                    .get(new AlgorithmIdentifier(digest)),
                            issuer.holder(),
                            certificate.serialNumber());
            BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(signer.name()));
            builder.addResponse(
                    id,
                    status,
                    Date.from(thisUpdate),
                    nextUpdate.map(Date::from).orElse(null),
                    single.orElse(null));
            if (!extensions.isEmpty()) {
                builder.setResponseExtensions(extensions.generate());
            }
            X509CertificateHolder[] chain =
                    enclosed.stream()
                            .map(Certificate::holder)
                            .toArray(X509CertificateHolder[]::new);
            return new OCSPRespBuilder()
                    .build(
                            OCSPRespBuilder.SUCCESSFUL,
                            builder.build(signer.signer(), chain, Date.from(thisUpdate)))
                    .getEncoded();
        } catch (OCSPException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The request in an HTTP exchange, whichever way it came. */
    static OCSPReq request(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            try (InputStream in = exchange.getRequestBody()) {
                return new OCSPReq(in.readAllBytes());
            }
        }
        String path = exchange.getRequestURI().getRawPath();
        String encoded = path.substring(path.indexOf('/', 1) + 1);
        return new OCSPReq(
                Base64.getDecoder().decode(URLDecoder.decode(encoded, StandardCharsets.US_ASCII)));
    }

    static void reply(HttpExchange exchange, byte[] answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/ocsp-response");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    static Extension nonce(OCSPReq request) {
        return request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
    }
}
