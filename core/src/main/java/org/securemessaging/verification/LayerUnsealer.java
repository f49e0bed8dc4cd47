package org.securemessaging.verification;

import java.util.List;
import java.util.Optional;
import org.securemessaging.cms.CmsType;
import org.securemessaging.cms.LayerCarrier;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/** Opens encrypted and compressed layers, if it is told to. One for each message. */
@FunctionalInterface
interface LayerUnsealer {
    /**
     * What came of it.
     *
     * @param content what is inside, if it was opened; lies with the unsealer, not the caller
     * @param findings what is to be said of the layer
     */
    record Unsealed(Optional<MessageBytes> content, List<Finding> findings) {
        public Unsealed {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Opens a layer of the cryptographic envelope.
     *
     * @param carrier the entity that carries it
     * @param type encrypted or compressed
     * @param part its number
     */
    Unsealed open(LayerCarrier.Opaque carrier, CmsType type, PartNumber part);

    /** Leaves them as they are. */
    static LayerUnsealer none() {
        return (carrier, type, part) -> unopened(type);
    }

    /** What is said of a layer that nobody opens. */
    static Unsealed unopened(CmsType type) {
        return new Unsealed(
                Optional.empty(),
                type.encrypted()
                        ? List.of(Finding.of(ReasonCode.ENCRYPTED, "not opened"))
                        : List.of());
    }
}
