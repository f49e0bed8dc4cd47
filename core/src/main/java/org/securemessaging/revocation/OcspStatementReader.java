package org.securemessaging.revocation;

import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ocsp.CertStatus;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;

/** Reads the SingleResponses of an OCSP response (RFC 6960 §4.2.1). */
final class OcspStatementReader {
    // A responder answers for what was asked, one; those that batch answer for a handful.
    private static final int STATEMENTS = 1_000;
    private static final Set<ASN1ObjectIdentifier> KNOWN =
            Set.of(
                    OCSPObjectIdentifiers.id_pkix_ocsp_archive_cutoff,
                    OCSPObjectIdentifiers.id_pkix_ocsp_crl,
                    Extension.reasonCode,
                    Extension.invalidityDate);

    private OcspStatementReader() {}

    static List<OcspStatement> read(ASN1Sequence responses) {
        if (responses.size() > STATEMENTS) {
            throw new OcspFormatException("more than " + STATEMENTS + " statements", null);
        }
        List<OcspStatement> statements = new ArrayList<>();
        for (ASN1Encodable each : responses) {
            statements.add(statement(SingleResponse.getInstance(each)));
        }
        return List.copyOf(statements);
    }

    static Instant instant(ASN1GeneralizedTime time) {
        try {
            return time.getDate().toInstant();
        } catch (ParseException e) {
            throw new OcspFormatException("malformed time " + time.getTimeString(), e);
        }
    }

    static boolean hasCriticalBut(Extensions extensions, Set<ASN1ObjectIdentifier> known) {
        return !known.containsAll(Arrays.asList(extensions.getCriticalExtensionOIDs()));
    }

    private static OcspStatement statement(SingleResponse response) {
        Optional<Extensions> extensions = Optional.ofNullable(response.getSingleExtensions());
        return new OcspStatement(
                response.getCertID(),
                word(response.getCertStatus()),
                instant(response.getThisUpdate()),
                Optional.ofNullable(response.getNextUpdate()).map(OcspStatementReader::instant),
                extensions.map(all -> hasCriticalBut(all, KNOWN)).orElse(false));
    }

    private static OcspStatement.Word word(CertStatus status) {
        return switch (status.getTagNo()) {
            case 0 -> new OcspStatement.Word.Good();
            case 1 -> revoked(RevokedInfo.getInstance(status.getStatus()));
            default -> new OcspStatement.Word.Unknown();
        };
    }

    private static OcspStatement.Word revoked(RevokedInfo info) {
        int reason =
                info.getRevocationReason() == null
                        ? 0
                        : info.getRevocationReason().getValue().intValueExact();
        return new OcspStatement.Word.Revoked(
                new CrlEntry(instant(info.getRevocationTime()), reason, Optional.empty()));
    }
}
