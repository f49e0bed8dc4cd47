package org.securemessaging.pipeline.archive;

import java.util.List;

/** The names of the parts of a journal report behind its text. */
public final class ArchiveParts {
    /** The message as it came in. */
    public static final String ORIGINAL = "original.eml";

    /** The message without its encryption. */
    public static final String DECRYPTED = "decrypted.eml";

    /** When, where and how it was archived. */
    public static final String FACTS = "facts.json";

    /** What was found of the signatures, those inside encrypted layers among them. */
    public static final String SIGNATURE = "signature.json";

    /** What showed whether the certificates of signers were revoked. */
    public static final String REVOCATION = "revocation.json";

    /** Those that are JSON, in the order in which they are read. */
    public static final List<String> JSON = List.of(FACTS, SIGNATURE, REVOCATION);

    private ArchiveParts() {}
}
