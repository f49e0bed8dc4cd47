package org.securemessaging.verification;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.securemessaging.cms.CertificateSource;
import org.securemessaging.cms.CmsType;
import org.securemessaging.cms.ContentForm;
import org.securemessaging.cms.EncapsulatedReport;
import org.securemessaging.cms.LayerCarrier;
import org.securemessaging.cms.SignedDataReport;
import org.securemessaging.cms.SignedDataVerifier;
import org.securemessaging.mime.Defect;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeBudget;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/** Opens layers and reads what is inside. One for each message; used by one thread. */
final class LayerOpener {
    /**
     * RFC 8551 §2.4.1 and RFC 2634 §2.4. What somebody signed as something else, such as a program,
     * he did not write as mail.
     */
    private static final Set<String> OF_MAIL =
            Set.of(
                    CMSObjectIdentifiers.data.getId(),
                    PKCSObjectIdentifiers.id_ct.branch("1").getId());

    private final SignedDataVerifier signatures;
    private final CertificateSource certificates;
    private final EntityReader reader;
    private final MimeBudget budget;
    private final SpoolLimits spool;

    LayerOpener(
            SignedDataVerifier signatures,
            CertificateSource certificates,
            EntityReader reader,
            MimeBudget budget,
            SpoolLimits spool) {
        this.signatures = signatures;
        this.certificates = certificates;
        this.reader = reader;
        this.budget = budget;
        this.spool = spool;
    }

    /** Reads what of a header is signed, within the same bounds. */
    ProtectedHeader protectedHeader() {
        return new ProtectedHeader(reader, budget);
    }

    /** What an entity's CMS structure is. */
    CmsType type(LayerCarrier.Opaque carrier) {
        try {
            return carrier.type();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entity that some octets are. */
    Entity read(MessageBytes octets) {
        return reader.read(octets.octets(), budget);
    }

    /** Verifies a clear-signed layer; what is odd in its multipart is among the findings. */
    SignedDataReport verify(LayerCarrier.ClearSigned carrier) {
        try (InputStream der = carrier.signature().decodedBody()) {
            SignedDataReport report =
                    signatures.verifyDetached(
                            carrier.content().octets(),
                            ContentForm.of(carrier.content()),
                            der,
                            certificates);
            return with(carrier.findings(), report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Verifies an opaque layer and reads the entity inside. */
    OpenedLayer open(LayerCarrier.Opaque carrier) {
        try (InputStream der = carrier.entity().decodedBody()) {
            EncapsulatedReport opened = signatures.verifyEncapsulated(der, spool, certificates);
            return opened(opened, oddities(carrier.entity()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OpenedLayer opened(EncapsulatedReport opened, List<Finding> oddities)
            throws IOException {
        Optional<MessageBytes> content = opened.content();
        try {
            Optional<Entity> entity = content.map(octets -> reader.read(octets.octets(), budget));
            return new OpenedLayer(with(oddities, opened.report()), entity, content);
        } catch (RuntimeException e) {
            // Nobody else holds the temporary file yet.
            if (content.isPresent()) {
                content.get().close();
            }
            throw e;
        }
    }

    /** The same report with what is odd in the entity that carries the layer. */
    private static SignedDataReport with(List<Finding> oddities, SignedDataReport report) {
        List<Finding> findings = new ArrayList<>(oddities);
        findings.addAll(report.findings());
        if (!report.signers().isEmpty() && !OF_MAIL.contains(report.contentTypeOid())) {
            findings.add(
                    Finding.of(
                            ReasonCode.CONTENT_TYPE_MISMATCH,
                            "signed as " + report.contentTypeOid() + ", not as mail"));
        }
        return new SignedDataReport(
                report.signers(),
                report.certificates(),
                report.crls(),
                report.contentTypeOid(),
                findings);
    }

    /** Another program may see another message than the signed one in an ambiguous entity. */
    private static List<Finding> oddities(Entity entity) {
        return entity.defects().stream()
                .filter(Defect::isAmbiguous)
                .map(defect -> Finding.of(ReasonCode.MALFORMED_MESSAGE, "ambiguous: " + defect))
                .toList();
    }
}
