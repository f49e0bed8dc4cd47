package org.securemessaging.archive.protection;

/** Seals what stands at the end of a manifest. Implementations are thread safe. */
@FunctionalInterface
public interface HeadSealer {
    /**
     * Seals a statement.
     *
     * @param statement the octets
     * @return SignedData in DER, with the statement in it
     * @throws org.securemessaging.archive.ArchiveUnavailableException if that can't be done now
     */
    byte[] seal(byte[] statement);
}
