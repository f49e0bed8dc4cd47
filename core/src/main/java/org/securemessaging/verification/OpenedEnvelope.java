package org.securemessaging.verification;

import java.util.Optional;
import org.securemessaging.cms.CmsType;
import org.securemessaging.cms.decrypt.EnvelopeFacts;
import org.securemessaging.result.Finding;

/**
 * An encrypted or compressed layer that was opened, or was not.
 *
 * @param part where it stands, as in {@link LayerReport#part}
 * @param type its CMS content type
 * @param facts of an encrypted layer, what it says of itself and which key opened it
 * @param failure why it was not opened; empty if it was
 */
public record OpenedEnvelope(
        String part, CmsType type, Optional<EnvelopeFacts> facts, Optional<Finding> failure) {
    /**
     * Whether what is inside is known.
     *
     * @return true if it was opened
     */
    public boolean opened() {
        return failure.isEmpty();
    }
}
