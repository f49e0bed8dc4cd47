package org.securemessaging.revocation;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extensions;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.CertificateFormatException;
import org.securemessaging.certificate.DerCursor;

/**
 * A successful basic OCSP response (RFC 6960 §4.2.1) as the octets that arrived and what they say.
 * Whether it is to be believed is not said here. Immutable and thread safe.
 */
public final class OcspResponse {
    // A responder needs its own certificate and perhaps its issuer's; each candidate costs a check.
    private static final int CERTIFICATES = 8;
    private static final Set<ASN1ObjectIdentifier> KNOWN =
            Set.of(
                    OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                    OCSPObjectIdentifiers.id_pkix_ocsp_archive_cutoff,
                    OCSPObjectIdentifiers.id_pkix_ocsp_crl);

    private final byte[] encoded;
    private final String sha256;
    private final Optional<Provenance> provenance;
    private final byte[] signed;
    private final AlgorithmIdentifier algorithm;
    private final byte[] signature;
    private final ResponderID responder;
    private final Instant producedAt;
    private final Optional<byte[]> nonce;
    private final boolean unknownCritical;
    private final List<OcspStatement> statements;
    private final List<Certificate> certificates;

    private OcspResponse(byte[] encoded, byte[] basic) {
        this.encoded = encoded;
        this.sha256 = digest(encoded);
        this.provenance = Optional.empty();
        BasicOCSPResponse response = BasicOCSPResponse.getInstance(basic);
        ResponseData data = response.getTbsResponseData();
        this.signed = signedOctets(basic);
        this.algorithm = response.getSignatureAlgorithm();
        this.signature =
                response.getSignature().getPadBits() == 0
                        ? response.getSignature().getOctets()
                        : new byte[0];
        this.responder = data.getResponderID();
        this.producedAt = OcspStatementReader.instant(data.getProducedAt());
        Optional<Extensions> extensions = Optional.ofNullable(data.getResponseExtensions());
        this.nonce = extensions.flatMap(OcspResponse::nonce);
        this.unknownCritical =
                extensions.map(all -> OcspStatementReader.hasCriticalBut(all, KNOWN)).orElse(false);
        this.statements = OcspStatementReader.read(data.getResponses());
        this.certificates = certificates(response.getCerts());
        if (data.getVersion().intValueExact() != 0) {
            throw new OcspFormatException("a version that is not known", null);
        }
    }

    private OcspResponse(OcspResponse same, Provenance provenance) {
        this.encoded = same.encoded;
        this.sha256 = same.sha256;
        this.provenance = Optional.of(provenance);
        this.signed = same.signed;
        this.algorithm = same.algorithm;
        this.signature = same.signature;
        this.responder = same.responder;
        this.producedAt = same.producedAt;
        this.nonce = same.nonce;
        this.unknownCritical = same.unknownCritical;
        this.statements = same.statements;
        this.certificates = same.certificates;
    }

    /**
     * Reads a response.
     *
     * @param der an OCSPResponse; not copied and not to be changed
     * @return the basic response in it
     * @throws OcspFormatException if the octets are no OCSPResponse, or its responseType is not
     *     id-pkix-ocsp-basic
     * @throws OcspRefusalException if its responseStatus is not successful
     */
    public static OcspResponse parse(byte[] der) {
        try {
            OCSPResponse response = OCSPResponse.getInstance(der);
            int status = response.getResponseStatus().getIntValue();
            if (status != 0) {
                throw new OcspRefusalException(status);
            }
            ResponseBytes bytes = response.getResponseBytes();
            if (!bytes.getResponseType().equals(OCSPObjectIdentifiers.id_pkix_ocsp_basic)) {
                throw new OcspFormatException(
                        "response of unknown type " + bytes.getResponseType(), null);
            }
            return new OcspResponse(der, bytes.getResponse().getOctets());
        } catch (OcspRefusalException | OcspFormatException e) {
            throw e;
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new OcspFormatException("not an OCSP response: " + e, e);
        }
    }

    /**
     * The whole response.
     *
     * @return the DER as it arrived; not a copy, and not to be changed
     */
    public byte[] encoded() {
        return encoded;
    }

    /**
     * The SHA-256 digest of the whole response.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public String sha256() {
        return sha256;
    }

    /**
     * The same response, which knows where it was had.
     *
     * @param place the responder's address
     * @param at when
     * @return a response that shares the octets with this one
     */
    public OcspResponse from(String place, Instant at) {
        return new OcspResponse(this, new Provenance(place, at));
    }

    /**
     * Where it was had.
     *
     * @return empty if nobody said so
     */
    public Optional<Provenance> provenance() {
        return provenance;
    }

    /**
     * The octets that the signature is over, as they arrived.
     *
     * @return not a copy, and not to be changed
     */
    public byte[] signedOctets() {
        return signed;
    }

    /**
     * The signature's algorithm.
     *
     * @return with its parameters
     */
    public AlgorithmIdentifier signatureAlgorithm() {
        return algorithm;
    }

    /**
     * The signature's value.
     *
     * @return not a copy; no octets, which no key verifies, if it is not made of whole octets
     */
    public byte[] signature() {
        return signature;
    }

    /**
     * Who says that he signed it.
     *
     * @return by name or by the SHA-1 digest of his key
     */
    public ResponderID responder() {
        return responder;
    }

    /**
     * When it says that it was signed.
     *
     * @return the time
     */
    public Instant producedAt() {
        return producedAt;
    }

    /**
     * Certificates that may help to verify its signature, in the order they came. Those that can't
     * be read are passed over.
     *
     * @return not all of them if there are many
     */
    public List<Certificate> certificates() {
        return certificates;
    }

    Optional<byte[]> nonce() {
        return nonce;
    }

    boolean hasUnknownCritical() {
        return unknownCritical;
    }

    List<OcspStatement> statements() {
        return statements;
    }

    private static String digest(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] signedOctets(byte[] basic) {
        DerCursor outer = new DerCursor(basic, 0, basic.length);
        outer.next();
        DerCursor inner = outer.content();
        inner.next();
        return Arrays.copyOfRange(basic, outer.contentStart(), inner.contentEnd());
    }

    private static Optional<byte[]> nonce(Extensions extensions) {
        return Optional.ofNullable(
                        extensions.getExtensionParsedValue(
                                OCSPObjectIdentifiers.id_pkix_ocsp_nonce))
                .map(value -> ASN1OctetString.getInstance(value).getOctets());
    }

    private static List<Certificate> certificates(ASN1Sequence sequence) {
        List<Certificate> certificates = new ArrayList<>();
        if (sequence != null) {
            for (ASN1Encodable each : sequence) {
                if (certificates.size() < CERTIFICATES) {
                    certificate(each).ifPresent(certificates::add);
                }
            }
        }
        return List.copyOf(certificates);
    }

    private static Optional<Certificate> certificate(ASN1Encodable element) {
        try {
            return Optional.of(Certificate.parse(element.toASN1Primitive().getEncoded()));
        } catch (java.io.IOException | CertificateFormatException e) {
            return Optional.empty(); // It can't have verified anything.
        }
    }
}
