package org.securemessaging.pipeline.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.verification.VerificationReport;

/** What came of opening a message. */
public sealed interface ClearCopy extends Closeable {
    /**
     * What is to be thought of the signatures, those inside among them.
     *
     * @return the report
     */
    VerificationReport report();

    /**
     * Nothing of it is encrypted.
     *
     * @param report the signatures
     */
    record NotEncrypted(VerificationReport report) implements ClearCopy {}

    /**
     * It was opened.
     *
     * @param copy the message as it is without its layers; closed with this
     * @param layers the layers that were taken off, outermost first
     * @param remains why a layer further in stayed closed; empty if none did
     * @param report the signatures
     */
    record Decrypted(
            MessageBytes copy,
            List<DecryptedLayer> layers,
            Optional<String> remains,
            VerificationReport report)
            implements ClearCopy {
        /** Copies the list. */
        public Decrypted {
            layers = List.copyOf(layers);
        }

        @Override
        public void close() throws IOException {
            copy.close();
        }
    }

    /**
     * It is encrypted and could not be opened.
     *
     * @param reason a reason code
     * @param report the signatures, as far as they can be seen
     */
    record Sealed(String reason, VerificationReport report) implements ClearCopy {}

    /**
     * One layer that was taken off.
     *
     * @param type its CMS content type, such as {@code enveloped-data}
     * @param algorithm how its content was encrypted; empty for a compressed layer
     * @param authenticated whether a tag shows that nobody changed the content
     * @param key the SHA-256 thumbprint of the certificate of the key that decrypted it, or how the
     *     layer names that key
     */
    record DecryptedLayer(
            String type, String algorithm, boolean authenticated, Optional<String> key) {}

    /** Lets go of the copy, if there is one. */
    @Override
    default void close() throws IOException {}
}
