package org.securemessaging.cms;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.securemessaging.mime.MessageBytes;

/** Verifies octets in memory, for tests. */
record Verifying(AlgorithmPolicy policy, CmsLimits limits, CertificateSource source) {
    static final Verifying DEFAULT =
            new Verifying(
                    AlgorithmPolicy.defaults(), CmsLimits.defaults(), CertificateSource.none());

    Verifying with(AlgorithmPolicy other) {
        return new Verifying(other, limits, source);
    }

    Verifying with(CmsLimits other) {
        return new Verifying(policy, other, source);
    }

    Verifying with(CertificateSource other) {
        return new Verifying(policy, limits, other);
    }

    SignedDataReport detached(byte[] content, byte[] der) {
        return detached(content, ContentForm.CANONICAL, der);
    }

    SignedDataReport detached(byte[] content, ContentForm form, byte[] der) {
        try {
            return verifier()
                    .verifyDetached(
                            MessageBytes.of(content).octets(),
                            form,
                            new ByteArrayInputStream(der),
                            source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SignedDataReport enclosed(byte[] der) {
        try (EncapsulatedReport report =
                verifier()
                        .verifyEncapsulated(new ByteArrayInputStream(der), Layers.SPOOL, source)) {
            return report.report();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SignedDataReport verify(byte[] content, byte[] der, TestSigner.Packaging packaging) {
        return packaging == TestSigner.Packaging.DETACHED ? detached(content, der) : enclosed(der);
    }

    SignedDataVerifier verifier() {
        return new SignedDataVerifier(policy, limits, Layers.BOUNCY_CASTLE);
    }
}
