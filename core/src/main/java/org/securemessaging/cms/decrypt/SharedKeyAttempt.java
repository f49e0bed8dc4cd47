package org.securemessaging.cms.decrypt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MessageTooLargeException;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * An EncryptedData (RFC 5652 §8) that is to be opened with whatever shared key fits: it does not
 * name its own. Of wrong keys one in 256 leaves a padding that looks right. So all are tried, and
 * if more than one seems to fit, nothing is given out. One use by one thread.
 */
final class SharedKeyAttempt {
    private final ContentOpening opening;
    private final List<Decryption.Opened> opened = new ArrayList<>();

    SharedKeyAttempt(ContentOpening opening) {
        this.opening = opening;
    }

    /**
     * Tries the keys there are, within the limit on attempts.
     *
     * @throws KeyUnavailableException if the shared keys can't be read now
     */
    Decryption withAny(
            KeyRing keys, ContentDecryption cipher, DerivedKeys derivation, EnvelopeFacts facts)
            throws IOException {
        Map<RecipientId.SharedKey, byte[]> shared = keys.sharedKeys(cipher.keyLength());
        Optional<Decryption.Opened> result = Optional.empty();
        try {
            int left = opening.limits().attempts();
            for (Map.Entry<RecipientId.SharedKey, byte[]> key : shared.entrySet()) {
                if (left-- > 0) {
                    attempt(cipher, derivation, key, facts);
                }
            }
            result = opened.size() == 1 ? Optional.of(opened.get(0)) : Optional.empty();
        } catch (MessageTooLargeException e) {
            return closed(ReasonCode.LIMIT_EXCEEDED, "content of " + e.getMessage(), facts);
        } finally {
            shared.values().forEach(key -> Arrays.fill(key, (byte) 0));
            if (result.isEmpty()) {
                closeAll();
            }
        }
        return result.isPresent() ? result.get() : failure(shared.isEmpty(), facts);
    }

    private void attempt(
            ContentDecryption cipher,
            DerivedKeys derivation,
            Map.Entry<RecipientId.SharedKey, byte[]> key,
            EnvelopeFacts facts)
            throws IOException {
        try {
            MessageBytes content = opening.with(cipher, derivation, key.getValue().clone());
            KeyUse use = new KeyUse(key.getKey(), Optional.empty(), "shared key");
            opened.add(
                    new Decryption.Opened(
                            content, opening.envelope().contentTypeOid(), facts.openedWith(use)));
        } catch (ContentRejectedException e) {
            // The next key may fit; why this one did not is for nobody.
        }
    }

    private void closeAll() throws IOException {
        for (Decryption.Opened other : opened) {
            other.close();
        }
    }

    private static Decryption failure(boolean keyless, EnvelopeFacts facts) {
        return keyless
                ? closed(ReasonCode.NO_KEY, "no shared key of its length is here", facts)
                : closed(
                        ReasonCode.DECRYPTION_FAILED,
                        "a key is there, and the content does not decrypt with it",
                        facts);
    }

    private static Decryption closed(ReasonCode reason, String detail, EnvelopeFacts facts) {
        return new Decryption.Closed(Finding.of(reason, detail), facts);
    }
}
