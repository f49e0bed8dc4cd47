package org.securemessaging.pipeline.encryption;

/** Whether mail is encrypted to a recipient's domain: to the gateway there, which opens it. */
public enum DomainKeys {
    /** Never. */
    OFF,
    /** If the recipient has no certificate that can be used. */
    FALLBACK,
    /** Before the recipient's own certificate is looked for. */
    FIRST
}
