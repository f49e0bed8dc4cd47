package org.securemessaging.result;

import static org.securemessaging.result.SignatureResult.FAIL;
import static org.securemessaging.result.SignatureResult.NEUTRAL;
import static org.securemessaging.result.SignatureResult.NONE;
import static org.securemessaging.result.SignatureResult.PASS;
import static org.securemessaging.result.SignatureResult.PERMERROR;
import static org.securemessaging.result.SignatureResult.POLICY;
import static org.securemessaging.result.SignatureResult.TEMPERROR;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a signature got its result. Each code has the result it leads to unless the policy in force
 * says otherwise. The codes are part of the interface: they stand in stamps, in mail attributes, in
 * matcher conditions and in the command line's JSON. Immutable and thread safe.
 */
public enum ReasonCode {
    /** The digest of the content that arrived is not the signed one (RFC 5652 §11.2). */
    DIGEST_MISMATCH(FAIL),
    /** The signature value does not verify under the signer's public key. */
    SIGNATURE_INVALID(FAIL),
    /** A signed attribute is missing, double, or malformed (RFC 5652 §5.3, §11). */
    ATTRIBUTES_INVALID(FAIL),
    /** The content-type attribute differs from the content's type (RFC 5652 §11.1). */
    CONTENT_TYPE_MISMATCH(FAIL),
    /** CMSAlgorithmProtection differs from the algorithms in use (RFC 6211). */
    ALGORITHM_PROTECTION_MISMATCH(FAIL),
    /** signingCertificate(V2) names another certificate (RFC 5035). */
    SIGNING_CERTIFICATE_MISMATCH(FAIL),
    /** The signer's certificate, or one above it, is revoked. */
    REVOKED(FAIL),

    /** The message can't be parsed as MIME, or a field needed to judge it is malformed. */
    MALFORMED_MESSAGE(PERMERROR),
    /** A limit on size, depth, count or time was reached before a verdict. */
    LIMIT_EXCEEDED(PERMERROR),
    /** There is neither a From nor a Sender field with an address. */
    FROM_MISSING(PERMERROR),
    /** There is more than one From, or more than one Sender field (RFC 5322 §3.6). */
    FROM_MULTIPLE(PERMERROR),
    /** The From or Sender field can't be parsed. */
    FROM_MALFORMED(PERMERROR),
    /** No certificate at hand fits the signer identifier (RFC 7281 §3.1). */
    SIGNER_CERTIFICATE_MISSING(PERMERROR),

    /** The CMS structure can't be parsed. */
    MALFORMED_CMS(NEUTRAL),
    /** The signed content is absent from an opaque signature. */
    CONTENT_MISSING(NEUTRAL),
    /** The digest or signature algorithm is not known here. */
    UNSUPPORTED_ALGORITHM(NEUTRAL),
    /** The certificate or its key can't be parsed. */
    MALFORMED_CERTIFICATE(NEUTRAL),

    /** No address in the certificate is that of the author or sender. */
    SIGNER_MISMATCH(POLICY),
    /** No address in the certificate is the one it was looked up for. */
    ADDRESS_MISMATCH(POLICY),
    /** The Date field lies later than the signing time allows: an old signature sent anew. */
    DATE_MISMATCH(POLICY),
    /** A digest or signature algorithm below the policy, such as SHA-1 or MD5. */
    WEAK_ALGORITHM(POLICY),
    /** A key shorter than the policy, or on a curve it does not allow. */
    WEAK_KEY(POLICY),
    /** keyUsage, or the kind of key, forbids what is asked of it (RFC 8550 §4.4.2). */
    KEY_USAGE(POLICY),
    /** extKeyUsage forbids protecting mail (RFC 8550 §4.4.4). */
    EXTENDED_KEY_USAGE(POLICY),
    /** No path to a trust anchor. */
    UNTRUSTED(POLICY),
    /** A certificate in the path is past its validity. */
    EXPIRED(POLICY),
    /** A certificate in the path is not yet valid. */
    NOT_YET_VALID(POLICY),
    /** A certificate's signature in the path does not verify. */
    CERTIFICATE_SIGNATURE_INVALID(POLICY),
    /** An issuer in the path is no CA, may not sign certificates, or exceeds its path length. */
    NOT_A_CA(POLICY),
    /** pathLenConstraint exceeded. */
    PATH_LENGTH(POLICY),
    /** A name in the path is outside the name constraints. */
    NAME_CONSTRAINTS(POLICY),
    /** Certificate policy processing failed (RFC 5280 §6.1.5 g). */
    CERTIFICATE_POLICY(POLICY),
    /** A critical extension that is not known here. */
    CRITICAL_EXTENSION(POLICY),
    /** A deny entry of the trust list names a certificate in the path. */
    DENIED(POLICY),

    /** No CRL that covers the certificate could be had. */
    CRL_UNAVAILABLE(TEMPERROR),
    /** Only a CRL past its nextUpdate could be had. */
    CRL_EXPIRED(TEMPERROR),
    /** The CRL that was had is malformed, out of scope, or wrongly signed. */
    CRL_INVALID(TEMPERROR),
    /** No OCSP responder that the certificate names gave a usable answer (RFC 6960 §2.3). */
    OCSP_UNAVAILABLE(TEMPERROR),
    /** The only OCSP answer that could be had is past its nextUpdate. */
    OCSP_EXPIRED(TEMPERROR),
    /** The OCSP answer is malformed, about another certificate, or wrongly signed. */
    OCSP_INVALID(TEMPERROR),
    /** The time allowed for fetching ran out. */
    TIMEOUT(TEMPERROR),
    /** This server could not do its work; its log says why. */
    INTERNAL_ERROR(TEMPERROR),

    /** The address that matches the certificate is Sender's, not From's. */
    SENDER_MATCH(PASS),
    /** A header field is not as it was signed (RFC 9788); which one, the report says. */
    HEADER_MISMATCH(PASS),
    /** Revocation was not checked, by configuration. */
    REVOCATION_UNCHECKED(PASS),
    /** The trust list accepts what would not be accepted otherwise. */
    ALLOWED(PASS),
    /** An encrypted layer was met and not opened. */
    ENCRYPTED(NONE),
    /** An encrypted layer was opened; what is said of signatures holds for what is inside. */
    DECRYPTED(NONE),
    /** Content was encrypted without authentication: someone may have changed it (EFAIL). */
    NO_INTEGRITY(NONE),
    /** An encrypted layer was not opened: none of its recipients' keys is here. */
    NO_KEY(NONE),
    /** An encrypted layer does not decrypt with the key that it names. */
    DECRYPTION_FAILED(NONE),
    /** An encrypted layer uses an old cipher that is not permitted here. */
    ALGORITHM_FORBIDDEN(NONE),
    /** A signature stands below a part that is not covered by it (RFC 9787), and does not count. */
    ERRANT_LAYER(NONE);

    private final SignatureResult usualResult;

    ReasonCode(SignatureResult usualResult) {
        this.usualResult = usualResult;
    }

    /**
     * The code as it is written everywhere outside Java, such as {@code digest-mismatch}.
     *
     * @return lower-case words joined by hyphens
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The result this reason leads to when no policy softens it.
     *
     * @return the result
     */
    public SignatureResult usualResult() {
        return usualResult;
    }

    /**
     * The reason with a given code.
     *
     * @param code lower-case words joined by hyphens
     * @return the reason, or empty if there is none with this code
     */
    public static Optional<ReasonCode> ofCode(String code) {
        return Arrays.stream(values()).filter(reason -> reason.code().equals(code)).findFirst();
    }
}
