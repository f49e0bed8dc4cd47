package org.securemessaging.pipeline.encryption;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.encrypt.ContentCipher;
import org.securemessaging.cms.encrypt.Encryptor;
import org.securemessaging.cms.encrypt.KeyRecipient;
import org.securemessaging.cms.encrypt.KeyTransport;
import org.securemessaging.cms.encrypt.ReaderCapabilities;
import org.securemessaging.cms.encrypt.RecipientNaming;
import org.securemessaging.directory.lookup.Candidate;
import org.securemessaging.directory.lookup.CertificateDirectory;
import org.securemessaging.directory.lookup.LookUp;
import org.securemessaging.directory.lookup.RejectedCandidate;
import org.securemessaging.pipeline.encryption.KeySearch.Found;
import org.securemessaging.pipeline.encryption.KeySearch.Missing;
import org.securemessaging.pipeline.encryption.KeySearch.Unknown;
import org.securemessaging.result.ReasonCode;

/** Finds the keys that mail to somebody is encrypted to. Thread safe. */
final class KeyFinder {
    private static final Set<ReasonCode> OF_TIME =
            EnumSet.of(ReasonCode.EXPIRED, ReasonCode.NOT_YET_VALID);
    private static final Set<ReasonCode> OF_REVOCATION =
            EnumSet.of(ReasonCode.REVOKED, ReasonCode.DENIED);
    private static final Set<ReasonCode> OF_USE =
            EnumSet.of(
                    ReasonCode.KEY_USAGE,
                    ReasonCode.EXTENDED_KEY_USAGE,
                    ReasonCode.WEAK_KEY,
                    ReasonCode.WEAK_ALGORITHM,
                    ReasonCode.MALFORMED_CERTIFICATE,
                    ReasonCode.ADDRESS_MISMATCH);

    private final CertificateDirectory directory;
    private final RecipientNaming naming;

    KeyFinder(CertificateDirectory directory, RecipientNaming naming) {
        this.directory = directory;
        this.naming = naming;
    }

    /** The key for a recipient: their own, or their domain's. */
    KeySearch ofRecipient(MailAddress recipient, EncryptionTerms terms) {
        return switch (terms.domainKeys()) {
            case OFF -> search(recipient, terms.ciphers(), terms.transport());
            case FIRST -> either(terms.gateway(), recipient, terms, false);
            case FALLBACK -> either(recipient, terms.gateway(), terms, true);
        };
    }

    /** The key of an additional recipient. */
    KeySearch ofAdditional(MailAddress additional) {
        KeySearch found = search(additional, Set.of(), KeyTransport.PKCS1_V1_5);
        return found instanceof Missing ? new Missing(RefusalReason.ADDITIONAL) : found;
    }

    /** Which one is taken must not depend on what is away: so the second waits for the first. */
    private KeySearch either(
            MailAddress first, MailAddress second, EncryptionTerms terms, boolean firstSays) {
        KeySearch found = search(first, terms.ciphers(), terms.transport());
        if (!(found instanceof Missing missing)) {
            return found;
        }
        KeySearch other = search(second, terms.ciphers(), terms.transport());
        return other instanceof Missing && firstSays ? missing : other;
    }

    private KeySearch search(
            MailAddress address, Set<ContentCipher> agreed, KeyTransport transport) {
        LookUp found = directory.lookUp(address);
        return switch (found.outcome()) {
            case FOUND -> usable(found.chosen().orElseThrow(), agreed, transport);
            case NONE -> new Missing(reason(found.rejected()));
            case UNAVAILABLE ->
                    new Unknown(
                            found.failures().isEmpty()
                                    ? "the revocation status of a certificate"
                                    : found.failures().get(0).source());
        };
    }

    private KeySearch usable(Candidate chosen, Set<ContentCipher> agreed, KeyTransport transport) {
        if (Encryptor.objection(chosen.certificate()).isPresent()) {
            return new Missing(RefusalReason.UNSUITABLE);
        }
        return new Found(
                new KeyRecipient(chosen.certificate(), transport, naming), reads(chosen, agreed));
    }

    /** What was agreed, what the recipient's program says, or what every program can. */
    private static ReaderCapabilities reads(Candidate chosen, Set<ContentCipher> agreed) {
        if (agreed.isEmpty()) {
            return ReaderCapabilities.of(chosen.capabilities(), chosen.certificate());
        }
        boolean derives =
                chosen.capabilities()
                        .map(ReaderCapabilities::of)
                        .filter(ReaderCapabilities::derivedKey)
                        .isPresent();
        return new ReaderCapabilities(agreed, derives);
    }

    /** What speaks against the newest; an older one's fault would lead the sender astray. */
    private static RefusalReason reason(List<RejectedCandidate> rejected) {
        return rejected.stream()
                .max(Comparator.comparing(KeyFinder::notBefore))
                .map(KeyFinder::reason)
                .orElse(RefusalReason.NO_CERTIFICATE);
    }

    private static RefusalReason reason(RejectedCandidate rejected) {
        if (has(rejected, OF_REVOCATION)) {
            return RefusalReason.REVOKED;
        } else if (has(rejected, OF_TIME)) {
            return RefusalReason.EXPIRED;
        }
        return has(rejected, OF_USE) ? RefusalReason.UNSUITABLE : RefusalReason.UNTRUSTED;
    }

    private static boolean has(RejectedCandidate rejected, Set<ReasonCode> reasons) {
        return rejected.findings().stream().anyMatch(each -> reasons.contains(each.reason()));
    }

    private static Instant notBefore(RejectedCandidate rejected) {
        return rejected.candidate().certificate().holder().getNotBefore().toInstant();
    }
}
