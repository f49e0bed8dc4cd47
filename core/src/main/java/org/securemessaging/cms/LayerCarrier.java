package org.securemessaging.cms;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.securemessaging.mime.Entity;
import org.securemessaging.result.Finding;

/**
 * How an entity carries a CMS layer, if it carries one (RFC 8551 §3.2 to §3.5). Immutable and
 * thread safe, as long as the message is open.
 */
public sealed interface LayerCarrier {
    /**
     * The entity that was looked at.
     *
     * @return the entity
     */
    Entity entity();

    /**
     * {@code multipart/signed} with its two parts.
     *
     * @param entity the multipart
     * @param content the first part, whose octets are signed
     * @param signature the second part, whose body is a detached signature
     * @param findings {@code MALFORMED_MESSAGE} if the multipart is not closed, or is written so
     *     that another mail program may see other parts than these
     */
    record ClearSigned(Entity entity, Entity content, Entity signature, List<Finding> findings)
            implements LayerCarrier {
        /** Copies the list. */
        public ClearSigned {
            findings = List.copyOf(findings);
        }
    }

    /**
     * {@code multipart/signed} for S/MIME that has not exactly two parts (RFC 1847 §2.1), so that
     * it can't be said what was signed.
     *
     * @param entity the multipart
     * @param finding {@code MALFORMED_MESSAGE}
     */
    record BrokenSigned(Entity entity, Finding finding) implements LayerCarrier {}

    /**
     * An entity whose body is a CMS structure, or is said to be one.
     *
     * @param entity the entity
     * @param smimeType the smime-type parameter in lower case; the sender's word only
     */
    record Opaque(Entity entity, Optional<String> smimeType) implements LayerCarrier {
        /**
         * Reads what the structure is.
         *
         * @return its type, whatever smime-type says
         * @throws IOException if the message can't be read
         */
        public CmsType type() throws IOException {
            try (InputStream body = entity.decodedBody()) {
                return CmsType.peek(body);
            }
        }
    }

    /**
     * An entity that carries no layer itself; its parts may.
     *
     * @param entity the entity
     */
    record Plain(Entity entity) implements LayerCarrier {}

    /**
     * Looks at an entity.
     *
     * @param entity a message or a part
     * @return how it carries a layer
     */
    static LayerCarrier of(Entity entity) {
        if (entity.contentType().is("multipart/signed")) {
            return SignedMultipart.read(entity);
        }
        if (SmimeMarks.opaque(entity)) {
            return new Opaque(entity, SmimeMarks.smimeType(entity));
        }
        return new Plain(entity);
    }
}
