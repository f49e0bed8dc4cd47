package org.securemessaging.pipeline.archive;

import com.google.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.securemessaging.cms.decrypt.EnvelopeFacts;
import org.securemessaging.cms.decrypt.KeyRing;
import org.securemessaging.cms.decrypt.KeyUse;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MessageTooLargeException;
import org.securemessaging.pipeline.MessageUnlocker;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;
import org.securemessaging.verification.OpenedEnvelope;
import org.securemessaging.verification.OpenedMessage;
import org.securemessaging.verification.VerificationReport;

/** Clear copies by every key of the vault. Thread safe. */
public final class VaultCopies implements CopyMaker {
    private final MessageUnlocker unlocker;
    private final KeyRing keys;

    /**
     * Takes the vault.
     *
     * @param unlocker opens messages
     * @param keys with these keys
     */
    @Inject
    public VaultCopies(MessageUnlocker unlocker, KeyRing keys) {
        this.unlocker = unlocker;
        this.keys = keys;
    }

    @Override
    public ClearCopy make(MessageBytes message) throws IOException {
        Optional<OpenedMessage> opened = unlocker.open(message, unlocker.request(), keys);
        if (opened.isEmpty()) {
            return tooLate();
        }
        try (OpenedMessage inside = opened.get()) {
            Optional<String> failure =
                    inside.envelopes().stream()
                            .flatMap(envelope -> envelope.failure().stream())
                            .map(finding -> finding.reason().code())
                            .findFirst();
            if (!inside.opened()) {
                return failure.<ClearCopy>map(
                                reason -> new ClearCopy.Sealed(reason, inside.report()))
                        .orElseGet(() -> withoutEnvelope(inside.report()));
            }
            return decrypted(inside, failure);
        }
    }

    /** An encrypted part of an otherwise clear message is never opened. */
    private static ClearCopy withoutEnvelope(VerificationReport report) {
        return report.encrypted()
                ? new ClearCopy.Sealed(ReasonCode.ENCRYPTED.code(), report)
                : new ClearCopy.NotEncrypted(report);
    }

    private ClearCopy decrypted(OpenedMessage inside, Optional<String> failure) throws IOException {
        try (InputStream copy = inside.copy()) {
            return new ClearCopy.Decrypted(
                    MessageBytes.read(copy, unlocker.spool()),
                    layers(inside),
                    failure,
                    inside.report());
        } catch (MessageTooLargeException e) {
            return new ClearCopy.Sealed(ReasonCode.LIMIT_EXCEEDED.code(), inside.report());
        }
    }

    private static List<ClearCopy.DecryptedLayer> layers(OpenedMessage inside) {
        return inside.envelopes().stream()
                .filter(OpenedEnvelope::opened)
                .map(
                        envelope ->
                                new ClearCopy.DecryptedLayer(
                                        envelope.type().word(),
                                        envelope.facts().map(EnvelopeFacts::algorithm).orElse(""),
                                        envelope.facts()
                                                .map(EnvelopeFacts::authenticated)
                                                .orElse(false),
                                        envelope.facts()
                                                .flatMap(EnvelopeFacts::key)
                                                .map(VaultCopies::name)))
                .toList();
    }

    private static String name(KeyUse use) {
        return use.certificate()
                .map(certificate -> certificate.sha256())
                .orElseGet(() -> use.recipient().toString());
    }

    private static ClearCopy tooLate() {
        Finding limit = Finding.of(ReasonCode.LIMIT_EXCEEDED, "the time for one mail is over");
        return new ClearCopy.Sealed(
                limit.reason().code(),
                new VerificationReport(
                        limit.effect(), Set.of(limit.reason()), List.of(limit), List.of()));
    }
}
