package org.securemessaging.admin.encrypt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.SmimeCapabilities;
import org.securemessaging.cms.encrypt.EncryptionPlan;
import org.securemessaging.cms.encrypt.Encryptor;
import org.securemessaging.cms.encrypt.KeyRecipient;
import org.securemessaging.cms.encrypt.KeyTransport;
import org.securemessaging.cms.encrypt.ReaderCapabilities;
import org.securemessaging.directory.lookup.Candidate;
import org.securemessaging.directory.lookup.LookUp;
import org.securemessaging.pipeline.encryption.CipherSettings;

/** To whom a message is encrypted, as far as that is settled. For one use by one thread. */
final class Encryption {
    private final CipherSettings settings;
    private final List<KeyRecipient> recipients = new ArrayList<>();
    private final List<ReaderCapabilities> readers = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private boolean later;

    Encryption(CipherSettings settings) {
        this.settings = settings;
    }

    /** Takes what was found for an address. */
    void add(LookUp found) {
        MailAddress address = found.address();
        String name = address.localPart() + "@" + address.domain();
        if (found.chosen().isPresent()) {
            Candidate chosen = found.chosen().get();
            add(name, chosen.certificate(), chosen.capabilities());
        } else {
            boolean away = found.outcome() == LookUp.Outcome.UNAVAILABLE;
            later |= away;
            missing.add(
                    name + (away ? ": its certificate can't be known now" : ": no certificate"));
        }
    }

    /** Takes a certificate that nobody judges. */
    void add(String name, Certificate certificate) {
        add(name, certificate, Optional.empty());
    }

    private void add(String name, Certificate certificate, Optional<SmimeCapabilities> said) {
        if (Encryptor.objection(certificate).isPresent()) {
            missing.add(name + ": the certificate's key is of no kind to encrypt to");
            return;
        }
        recipients.add(new KeyRecipient(certificate, KeyTransport.PKCS1_V1_5, settings.naming()));
        readers.add(ReaderCapabilities.of(said, certificate));
    }

    /** How the message is encrypted; empty if something is missing. */
    Optional<EncryptionPlan> plan() {
        if (!missing.isEmpty() || recipients.isEmpty()) {
            return Optional.empty();
        }
        return settings.ciphers()
                .choose(readers)
                .map(
                        choice ->
                                new EncryptionPlan(
                                        choice.cipher(), choice.derivedKey(), recipients));
    }

    /** What stands in the way, a sentence each. */
    List<String> obstacles() {
        if (!missing.isEmpty()) {
            return List.copyOf(missing);
        }
        return plan().isPresent()
                ? List.of()
                : List.of("there is no cipher that all recipients can read");
    }

    /** Whether it may go well later. */
    boolean later() {
        return later;
    }
}
