package org.securemessaging.archive.protection;

import java.io.IOException;
import java.util.Optional;
import org.securemessaging.cms.decrypt.Decryption;
import org.securemessaging.cms.decrypt.EnvelopeDecryptor;
import org.securemessaging.cms.decrypt.KeyRing;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.Octets;
import org.securemessaging.mime.SpoolLimits;

/** Opens records that {@link ReportProtection} encrypted. Immutable and thread safe. */
public final class RecordOpener {
    private static final String ENVELOPE = "application/pkcs7-mime";

    private final EntityReader reader = new EntityReader(MimeLimits.DEFAULT);
    private final Optional<Keys> keys;

    private record Keys(EnvelopeDecryptor decryptor, KeyRing ring, SpoolLimits spool) {}

    /**
     * An opener.
     *
     * @param decryptor decrypts
     * @param ring has the archive's keys
     * @param spool where what was inside goes
     */
    public RecordOpener(EnvelopeDecryptor decryptor, KeyRing ring, SpoolLimits spool) {
        this.keys = Optional.of(new Keys(decryptor, ring, spool));
    }

    private RecordOpener() {
        this.keys = Optional.empty();
    }

    /**
     * An opener without keys.
     *
     * @return one that opens nothing
     */
    public static RecordOpener none() {
        return new RecordOpener();
    }

    /**
     * Whether a record is encrypted.
     *
     * @param record its octets
     * @return true if nothing of it can be read without a key
     * @throws org.securemessaging.mime.MimeLimitException if a bound is passed
     */
    public boolean isSealed(Octets record) {
        return reader.readHeader(record)
                .first("Content-Type")
                .filter(field -> field.body().strip().startsWith(ENVELOPE))
                .isPresent();
    }

    /**
     * Opens a record.
     *
     * @param record its octets, encrypted as a whole
     * @return what is inside, to be closed; empty if no key opens it
     * @throws IOException if it can't be read, or a temporary file not be written
     * @throws org.securemessaging.cms.decrypt.KeyUnavailableException if a key can't be had now
     * @throws org.securemessaging.mime.MimeLimitException if a bound is passed
     */
    public Optional<MessageBytes> open(Octets record) throws IOException {
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        Entity entity = reader.read(record);
        Decryption decryption =
                keys.get()
                        .decryptor()
                        .decrypt(entity::decodedBody, keys.get().ring(), keys.get().spool());
        return decryption instanceof Decryption.Opened opened
                ? Optional.of(opened.content())
                : Optional.empty();
    }
}
