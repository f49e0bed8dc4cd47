package org.securemessaging.revocation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.Request;
import org.bouncycastle.asn1.ocsp.TBSRequest;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.securemessaging.net.FetchRequest;

/**
 * A question about one certificate, as it goes over the wire: unsigned, with SHA-1 in the
 * identifier as RFC 5019 §2.1.1 demands, which every responder understands and which needs no
 * resistance to collisions.
 */
final class OcspRequestMessage {
    private static final String TYPE = "application/ocsp-request";
    // RFC 5019 §5: longer addresses may not get through; then POST is used.
    private static final int LONGEST_ADDRESS = 255;

    private final byte[] encoded;
    private final boolean cacheable;

    OcspRequestMessage(CertificateId id, Optional<byte[]> nonce) {
        Request request = new Request(id.with(OIWObjectIdentifiers.idSHA1), null);
        this.encoded =
                encode(
                        new OCSPRequest(
                                new TBSRequest(
                                        (GeneralName) null,
                                        new DERSequence(request),
                                        nonce.map(OcspRequestMessage::extensions).orElse(null)),
                                null));
        this.cacheable = nonce.isEmpty();
    }

    /** The request to a responder: GET where caches on the way may answer, and POST elsewhere. */
    FetchRequest to(URI responder, OcspSettings settings) {
        if (cacheable && responder.getRawQuery() == null) {
            String base = responder.toString();
            String address =
                    base
                            + (base.endsWith("/") ? "" : "/")
                            + URLEncoder.encode(
                                    Base64.getEncoder().encodeToString(encoded),
                                    StandardCharsets.US_ASCII);
            if (address.length() <= LONGEST_ADDRESS) {
                return new FetchRequest(
                        URI.create(address), settings.fetchTime(), settings.maximumBytes());
            }
        }
        return new FetchRequest(
                responder,
                settings.fetchTime(),
                settings.maximumBytes(),
                Optional.of(new FetchRequest.Question(TYPE, encoded)));
    }

    private static Extensions extensions(byte[] nonce) {
        try {
            byte[] value = new DEROctetString(nonce).getEncoded(ASN1Encoding.DER);
            return new Extensions(
                    new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, value));
        } catch (IOException e) {
            throw new UncheckedIOException("octets in memory can't fail to be encoded", e);
        }
    }

    private static byte[] encode(OCSPRequest request) {
        try {
            return request.getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException("a request in memory can't fail to be encoded", e);
        }
    }
}
