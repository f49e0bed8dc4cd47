package org.securemessaging.cms;

import java.util.ArrayList;
import java.util.List;
import org.securemessaging.mime.Defect;
import org.securemessaging.mime.Entity;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * Reads {@code multipart/signed} (RFC 1847 §2.1, RFC 8551 §3.5.3).
 *
 * <p>It is S/MIME if the protocol parameter says so, or if a part behind the first looks like an
 * S/MIME signature: parameters get lost and garbled on the way, and none of them is signed; micalg
 * is not looked at, since the SignerInfo has it. So OpenPGP's is none. With fewer than two parts
 * there is no signature, and with more than two it can't be told what readers are shown as signed:
 * neither is guessed at. One that is not closed, or whose delimiters are ambiguous, is read, but
 * with a finding that keeps it from passing.
 */
final class SignedMultipart {
    private SignedMultipart() {}

    static LayerCarrier read(Entity entity) {
        List<Entity> parts = entity.parts();
        boolean smime =
                SmimeMarks.protocol(entity)
                        || parts.stream().skip(1).anyMatch(SmimeMarks::signature);
        if (!smime) {
            return new LayerCarrier.Plain(entity);
        }
        if (parts.size() != 2) {
            return new LayerCarrier.BrokenSigned(
                    entity, malformed("multipart/signed has " + parts.size() + " parts, not 2"));
        }
        return new LayerCarrier.ClearSigned(entity, parts.get(0), parts.get(1), findings(entity));
    }

    private static List<Finding> findings(Entity entity) {
        List<Finding> findings = new ArrayList<>();
        if (!entity.closed()) {
            findings.add(malformed("multipart/signed is not closed"));
        }
        entity.defects().stream()
                .filter(Defect::isAmbiguous)
                .sorted()
                .map(defect -> malformed("multipart/signed is ambiguous: " + defect))
                .forEach(findings::add);
        return findings;
    }

    private static Finding malformed(String detail) {
        return Finding.of(ReasonCode.MALFORMED_MESSAGE, detail);
    }
}
