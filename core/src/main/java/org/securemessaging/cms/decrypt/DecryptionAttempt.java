package org.securemessaging.cms.decrypt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MessageTooLargeException;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/** One structure that is to be opened with whatever key fits. One use by one thread. */
final class DecryptionAttempt {
    /** A content-encryption key, as one recipient's private key gave it. */
    private record Found(SecretKeySpec key, KeyUse use) {
        static Found of(byte[] key, KeyUse use) {
            return new Found(new SecretKeySpec(key, "CEK"), use);
        }
    }

    /** Gives the content-encryption key when its turn comes. */
    @FunctionalInterface
    private interface Candidate {
        Found find() throws UnwrapException;
    }

    private final ContentOpening opening;
    private final KeyUnwrapper unwrapper;
    private Optional<KeyUnavailableException> unavailable = Optional.empty();
    private Optional<OldCipher> forbidden = Optional.empty();

    DecryptionAttempt(ContentOpening opening, KeyUnwrapper unwrapper) {
        this.opening = opening;
        this.unwrapper = unwrapper;
    }

    /** Tries the keys there are, within the limit on attempts. */
    Decryption withAny(
            KeyRing keys, ContentDecryption cipher, DerivedKeys derivation, EnvelopeFacts facts)
            throws IOException {
        List<Candidate> candidates =
                candidates(keys, cipher.keyLength(), opening.limits().attempts());
        for (Candidate candidate : candidates) {
            try {
                Found found = candidate.find();
                MessageBytes content = opening.with(cipher, derivation, found.key().getEncoded());
                return new Decryption.Opened(
                        content,
                        opening.envelope().contentTypeOid(),
                        facts.openedWith(found.use()));
            } catch (UnwrapException | ContentRejectedException e) {
                // The next key may fit; why this one did not is for nobody.
            } catch (KeyUnavailableException e) {
                unavailable = Optional.of(e);
            } catch (MessageTooLargeException e) {
                return new Decryption.Closed(
                        Finding.of(ReasonCode.LIMIT_EXCEEDED, "content of " + e.getMessage()),
                        facts);
            }
        }
        return failure(facts, candidates.isEmpty());
    }

    private Decryption failure(EnvelopeFacts facts, boolean keyless) {
        if (unavailable.isPresent()) {
            throw unavailable.get();
        }
        if (!keyless) {
            return new Decryption.Closed(
                    Finding.of(
                            ReasonCode.DECRYPTION_FAILED,
                            "a key is there, and the content does not decrypt with it"),
                    facts);
        }
        return new Decryption.Closed(
                forbidden
                        .map(
                                old ->
                                        Finding.of(
                                                ReasonCode.ALGORITHM_FORBIDDEN,
                                                "keys wrapped with " + old.title()))
                        .orElseGet(
                                () ->
                                        Finding.of(
                                                ReasonCode.NO_KEY,
                                                "none of its recipients' keys is here")),
                facts);
    }

    private List<Candidate> candidates(KeyRing keys, int length, int attempts) {
        List<Candidate> candidates = new ArrayList<>();
        for (Recipient recipient : opening.envelope().recipients()) {
            if (candidates.size() >= attempts) {
                break;
            }
            try {
                List<Candidate> found = of(recipient, keys, length);
                Optional<OldCipher> old = unwrapper.forbidden(recipient);
                if (old.isPresent() && !found.isEmpty()) {
                    forbidden = old;
                } else {
                    found.stream().limit(attempts - candidates.size()).forEach(candidates::add);
                }
            } catch (KeyUnavailableException e) {
                unavailable = Optional.of(e);
            }
        }
        return candidates;
    }

    private List<Candidate> of(Recipient recipient, KeyRing keys, int length) {
        if (recipient instanceof Recipient.SharedKey shared) {
            return keys.sharedKey(shared.id()).stream()
                    .<Candidate>map(key -> () -> withShared(shared, key, length))
                    .toList();
        } else if (recipient instanceof Recipient.Password password) {
            List<char[]> passwords = keys.passwords();
            return passwords.isEmpty()
                    ? List.of()
                    : List.of(() -> withPassword(password, passwords, length));
        } else if (recipient instanceof Recipient.Other) {
            return List.of();
        }
        return keys.find(recipient.id()).stream()
                .<Candidate>map(held -> () -> withPrivate(recipient, held, length))
                .toList();
    }

    private Found withPrivate(Recipient recipient, HeldKey held, int length)
            throws UnwrapException {
        CertifiedKey key = held.open();
        return Found.of(
                unwrapper.unwrap(recipient, key, length),
                new KeyUse(
                        recipient.id(),
                        Optional.of(key.certificate()),
                        KeyUnwrapper.transport(recipient, Optional.of(key))));
    }

    private Found withShared(Recipient.SharedKey recipient, byte[] shared, int length)
            throws UnwrapException {
        try {
            return Found.of(unwrapper.unwrap(recipient, shared, length), keyless(recipient));
        } finally {
            Arrays.fill(shared, (byte) 0);
        }
    }

    private Found withPassword(Recipient.Password recipient, List<char[]> passwords, int length)
            throws UnwrapException {
        try {
            return Found.of(unwrapper.unwrap(recipient, passwords, length), keyless(recipient));
        } finally {
            passwords.forEach(password -> Arrays.fill(password, '\0'));
        }
    }

    private static KeyUse keyless(Recipient recipient) {
        return new KeyUse(
                recipient.id(),
                Optional.empty(),
                KeyUnwrapper.transport(recipient, Optional.empty()));
    }
}
