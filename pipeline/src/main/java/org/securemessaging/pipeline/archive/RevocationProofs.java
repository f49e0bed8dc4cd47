package org.securemessaging.pipeline.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.securemessaging.archive.RecordKey;
import org.securemessaging.archive.journal.ReportPart;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.revocation.Provenance;
import org.securemessaging.revocation.RevocationEvidence;
import org.securemessaging.trust.StatusProof;
import org.securemessaging.verification.VerificationReport;

/**
 * What showed whether the certificates of a message's signers were revoked: the CRLs and OCSP
 * responses themselves, and a list of them. A large one is filed once, as a record of its own,
 * however many reports rest upon it. Immutable and thread safe.
 */
final class RevocationProofs {
    // A report of an ordinary mail has some 50 KB; CRLs of mail CAs have from 1 KB to 20 MB.
    private static final int LARGEST_INSIDE = 64 * 1024;
    // Only a message with many signers comes near.
    private static final int ALL_INSIDE = 1024 * 1024;

    private final JsonFactory json = new JsonFactory();
    private final List<StatusProof> proofs;
    private final Map<String, RevocationEvidence> inside = new LinkedHashMap<>();
    private final Map<String, RevocationEvidence> apart = new LinkedHashMap<>();

    private RevocationProofs(List<StatusProof> proofs) {
        this.proofs = proofs;
        int total = 0;
        for (StatusProof proof : proofs) {
            RevocationEvidence evidence = proof.evidence();
            if (inside.containsKey(evidence.sha256()) || apart.containsKey(evidence.sha256())) {
                continue;
            }
            if (evidence.length() <= LARGEST_INSIDE && total + evidence.length() <= ALL_INSIDE) {
                total += evidence.length();
                inside.put(evidence.sha256(), evidence);
            } else {
                apart.put(evidence.sha256(), evidence);
            }
        }
    }

    static RevocationProofs of(VerificationReport report) {
        return new RevocationProofs(
                report.layers().stream()
                        .flatMap(layer -> layer.signers().stream())
                        .flatMap(signer -> signer.proofs().stream())
                        .distinct()
                        .toList());
    }

    /** What lies in the report. */
    List<ReportPart> parts() {
        List<ReportPart> parts = new ArrayList<>();
        inside.values().stream().map(RevocationProofs::part).forEach(parts::add);
        if (!proofs.isEmpty()) {
            parts.add(
                    ReportPart.evidence(
                            "application/json",
                            ArchiveParts.REVOCATION,
                            "What showed whether the certificates of signers were revoked",
                            list()));
        }
        return parts;
    }

    /** What lies in records of its own. */
    List<RevocationEvidence> apart() {
        return List.copyOf(apart.values());
    }

    /** The certificates that nobody has but those who signed a status. */
    List<Certificate> signers() {
        return proofs.stream().flatMap(proof -> proof.signers().stream()).distinct().toList();
    }

    static ReportPart part(RevocationEvidence evidence) {
        return ReportPart.evidence(
                isCrl(evidence) ? "application/pkix-crl" : "application/ocsp-response",
                fileName(evidence),
                isCrl(evidence)
                        ? "A CRL that tells of a signer's path"
                        : "An OCSP response that tells of a signer's path",
                evidence::open);
    }

    private static boolean isCrl(RevocationEvidence evidence) {
        return evidence instanceof RevocationEvidence.OfCrl;
    }

    /** With the extensions of RFC 2585 §4.2 and RFC 6960 §C.2. */
    private static String fileName(RevocationEvidence evidence) {
        return evidence.sha256() + (isCrl(evidence) ? ".crl" : ".ors");
    }

    private byte[] list() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (JsonGenerator to = json.createGenerator(octets)) {
            to.useDefaultPrettyPrinter();
            to.writeStartArray();
            for (StatusProof proof : proofs) {
                write(to, proof);
            }
            to.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("an array can always be written to", e);
        }
        return octets.toByteArray();
    }

    private void write(JsonGenerator to, StatusProof proof) throws IOException {
        RevocationEvidence evidence = proof.evidence();
        to.writeStartObject();
        to.writeStringField("certificate", proof.subject().sha256());
        to.writeStringField("kind", isCrl(evidence) ? "crl" : "ocsp");
        to.writeStringField("file", fileName(evidence));
        to.writeNumberField("size", evidence.length());
        to.writeStringField(
                "record",
                apart.containsKey(evidence.sha256())
                        ? RecordKey.ofEvidence(evidence.sha256()).hex()
                        : null);
        Optional<Provenance> provenance = evidence.provenance();
        to.writeStringField("source", provenance.map(Provenance::place).orElse(null));
        to.writeStringField(
                "obtainedAt", provenance.map(from -> from.at().toString()).orElse(null));
        to.writeArrayFieldStart("signers");
        for (Certificate signer : proof.signers()) {
            to.writeString(signer.sha256());
        }
        to.writeEndArray();
        to.writeEndObject();
    }
}
