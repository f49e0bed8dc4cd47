package org.securemessaging.cms.decrypt;

import java.io.IOException;
import java.io.InputStream;
import java.security.Provider;
import java.util.List;
import java.util.Optional;
import org.securemessaging.cms.CmsFormatException;
import org.securemessaging.cms.CmsLimitException;
import org.securemessaging.cms.CmsType;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * Opens EnvelopedData (RFC 5652 §6), AuthEnvelopedData (RFC 5083), EncryptedData (RFC 5652 §8) and
 * PKCS #7's SignedAndEnvelopedData (RFC 2315 §11), of which it leaves the signatures alone.
 *
 * <p>A structure is read twice, so that heap stays bounded and nothing is decrypted of one that is
 * cut. Plaintext is given out only after its tag was checked; where there is none, the facts say so
 * ({@link EnvelopeFacts#authenticated}). From where a key was found on, every failure looks alike:
 * a wrong key, wrong padding and a wrong tag are for nobody to tell apart. Thread safe.
 */
public final class EnvelopeDecryptor {
    private final DecryptionPolicy policy;
    private final ContentDecryptions ciphers;
    private final KeyUnwrapper unwrapper;

    /**
     * A decryptor.
     *
     * @param policy what is read at all
     * @param bouncyCastle an instance of Bouncy Castle's provider, not registered in the JVM
     */
    public EnvelopeDecryptor(DecryptionPolicy policy, Provider bouncyCastle) {
        this.policy = policy;
        this.ciphers = new ContentDecryptions(bouncyCastle);
        this.unwrapper = new KeyUnwrapper(bouncyCastle, policy);
    }

    /**
     * Opens one layer.
     *
     * @param structure the structure
     * @param keys with these keys
     * @param spool where the plaintext goes, and how large it may be
     * @return the plaintext, or why there is none
     * @throws IOException if the structure, or a temporary file, can't be read or written
     * @throws KeyUnavailableException if no key opened it, and one that might can't be had now
     */
    public Decryption decrypt(LayerOctets structure, KeyRing keys, SpoolLimits spool)
            throws IOException {
        Envelope envelope;
        try {
            envelope = read(structure);
        } catch (CmsFormatException e) {
            return unreadable(ReasonCode.MALFORMED_CMS, e);
        } catch (CmsLimitException e) {
            return unreadable(ReasonCode.LIMIT_EXCEEDED, e);
        }
        try {
            return decrypt(new ContentOpening(structure, envelope, spool, policy.limits()), keys);
        } catch (CmsFormatException e) {
            return new Decryption.Closed(
                    Finding.of(ReasonCode.MALFORMED_CMS, e.getMessage()),
                    facts(envelope, Optional.empty()));
        }
    }

    /**
     * Whom a layer is for, without opening it.
     *
     * @param structure the structure
     * @return the recipients; none if it is no encrypted layer that can be read
     * @throws IOException if the structure can't be read
     */
    public List<RecipientId> recipients(LayerOctets structure) throws IOException {
        try {
            return read(structure).recipients().stream().map(Recipient::id).toList();
        } catch (CmsFormatException | CmsLimitException e) {
            return List.of();
        }
    }

    private Envelope read(LayerOctets structure) throws IOException {
        try (InputStream der = structure.open()) {
            return new EnvelopeReader(der, policy.limits()).read();
        }
    }

    private Decryption decrypt(ContentOpening opening, KeyRing keys) throws IOException {
        Envelope envelope = opening.envelope();
        DerivedKeys derivation = DerivedKeys.of(envelope.algorithm());
        Optional<ContentDecryption> cipher = ciphers.of(envelope.type(), derivation.algorithm());
        EnvelopeFacts facts = facts(envelope, cipher);
        if (cipher.isEmpty()) {
            return closed(ReasonCode.UNSUPPORTED_ALGORITHM, facts.algorithm(), facts);
        }
        if (cipher.get().old().filter(old -> !policy.oldCiphers().contains(old)).isPresent()) {
            return closed(ReasonCode.ALGORITHM_FORBIDDEN, facts.algorithm(), facts);
        }
        if (envelope.contentLength().isEmpty()) {
            return closed(ReasonCode.CONTENT_MISSING, "the encrypted content is elsewhere", facts);
        }
        if (envelope.type() == CmsType.ENCRYPTED_DATA) {
            return new SharedKeyAttempt(opening).withAny(keys, cipher.get(), derivation, facts);
        }
        return new DecryptionAttempt(opening, unwrapper)
                .withAny(keys, cipher.get(), derivation, facts);
    }

    private static EnvelopeFacts facts(Envelope envelope, Optional<ContentDecryption> cipher) {
        return new EnvelopeFacts(
                envelope.type(),
                cipher.map(ContentDecryption::title)
                        .orElseGet(() -> envelope.algorithm().getAlgorithm().getId()),
                cipher.filter(ContentDecryption::authenticated).isPresent(),
                envelope.recipients().stream().map(Recipient::id).toList(),
                Optional.empty());
    }

    private static Decryption closed(ReasonCode reason, String detail, EnvelopeFacts facts) {
        return new Decryption.Closed(Finding.of(reason, detail), facts);
    }

    private static Decryption unreadable(ReasonCode reason, RuntimeException e) {
        return closed(reason, e.getMessage(), EnvelopeFacts.unreadable());
    }
}
