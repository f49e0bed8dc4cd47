package org.securemessaging.cms.sign;

import java.io.IOException;
import java.io.InputStream;
import java.security.Provider;
import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.cms.CertificateSource;
import org.securemessaging.cms.CmsLimits;
import org.securemessaging.cms.ContentForm;
import org.securemessaging.cms.EncapsulatedReport;
import org.securemessaging.cms.LayerCarrier;
import org.securemessaging.cms.SignedDataReport;
import org.securemessaging.cms.SignedDataVerifier;
import org.securemessaging.cms.SignerReport;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.mime.TransferEncoding;
import org.securemessaging.mime.transport.TransportForm;

/**
 * Reads a message that was just signed as its recipient will, before it takes the author's place:
 * what does not verify here is not sent. Thread safe.
 */
final class SignedMessageCheck {
    private final SignedDataVerifier verifier;
    private final EntityReader reader;
    private final SpoolLimits spool;

    SignedMessageCheck(MimeLimits limits, SpoolLimits spool, Provider bouncyCastle) {
        // Whether a key is too weak is for those to say who choose it; here it must verify.
        AlgorithmPolicy policy = AlgorithmPolicy.defaults().withAllowWeak(true);
        this.verifier = new SignedDataVerifier(policy, CmsLimits.defaults(), bouncyCastle);
        this.reader = new EntityReader(limits);
        this.spool = spool;
    }

    /**
     * Checks.
     *
     * @param message the signed message
     * @param signers how many signatures it must have, all of which must hold
     * @throws IllegalStateException if anything is wrong, which is a fault of this program
     * @throws IOException if the message can't be read
     */
    void check(MessageBytes message, int signers) throws IOException {
        Entity root = reader.read(message.octets());
        require(root.header().first("Message-ID").isPresent(), "there is no Message-ID");
        require(root.header().first("Date").isPresent(), "there is no Date");
        require(
                root.transferEncoding() == TransferEncoding.SEVEN_BIT
                        || root.transferEncoding() == TransferEncoding.BASE64,
                "the message's transfer encoding is " + root.transferEncoding());
        require(TransportForm.isSevenBit(root.body()), "the body is not 7-bit");
        SignedDataReport report = verify(LayerCarrier.of(root));
        long intact = report.signers().stream().filter(SignerReport::intact).count();
        if (intact != signers || report.signers().size() != signers) {
            throw fault(intact + " of " + signers + " signatures hold: " + report);
        }
    }

    private SignedDataReport verify(LayerCarrier carrier) throws IOException {
        if (carrier instanceof LayerCarrier.ClearSigned clear) {
            require(clear.findings().isEmpty(), "it can be read in other ways");
            try (InputStream der = clear.signature().strictlyDecodedBody()) {
                return verifier.verifyDetached(
                        clear.content().octets(),
                        ContentForm.CANONICAL,
                        der,
                        CertificateSource.none());
            }
        }
        if (carrier instanceof LayerCarrier.Opaque opaque) {
            try (InputStream der = opaque.entity().strictlyDecodedBody();
                    EncapsulatedReport report =
                            verifier.verifyEncapsulated(der, spool, CertificateSource.none())) {
                return report.report();
            }
        }
        throw fault("it is not signed");
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw fault(complaint);
        }
    }

    private static IllegalStateException fault(String complaint) {
        return new IllegalStateException("a message signed here does not verify: " + complaint);
    }
}
