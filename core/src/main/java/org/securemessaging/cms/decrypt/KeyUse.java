package org.securemessaging.cms.decrypt;

import java.util.Optional;
import org.securemessaging.certificate.Certificate;

/**
 * How a layer was opened.
 *
 * @param recipient how the layer names the key
 * @param certificate the key's certificate; empty for shared keys and passwords
 * @param transport how the content-encryption key came, such as {@code RSA-OAEP}, {@code ECDH} or
 *     {@code ML-KEM}
 */
public record KeyUse(RecipientId recipient, Optional<Certificate> certificate, String transport) {}
