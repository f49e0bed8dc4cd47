package org.securemessaging.pipeline.configuration;

import java.nio.file.Path;
import java.util.List;
import org.securemessaging.cms.encrypt.CipherPolicy;
import org.securemessaging.cms.encrypt.ContentCipher;
import org.securemessaging.cms.encrypt.RecipientNaming;
import org.securemessaging.pipeline.encryption.CipherSettings;
import org.securemessaging.pipeline.encryption.EncryptionRules;
import org.securemessaging.pipeline.encryption.NoticeTemplate;

/**
 * For whom outgoing mail is encrypted, and how ({@code <encryption>}).
 *
 * @param rules who gets what
 * @param ciphers how envelopes are made
 * @param notice the template of the notice to senders whose mail was refused
 */
public record EncryptionSettings(
        EncryptionRules rules, CipherSettings ciphers, NoticeTemplate notice) {
    private static final String TEMPLATE =
            "an existing file with a template, written as " + FileLocations.ACCEPTED;

    static EncryptionSettings read(ConfigurationElement element, FileLocations locations) {
        EncryptionSettings settings =
                new EncryptionSettings(
                        EncryptionRuleReader.read(element),
                        ciphers(element),
                        notice(element, locations));
        element.finish();
        return settings;
    }

    /** Read once here, so that a mistake in it stops the start. */
    private static NoticeTemplate notice(ConfigurationElement element, FileLocations locations) {
        return element.value("notice", TEMPLATE, locations::locate)
                .map(file -> template(element, file))
                .orElseGet(NoticeTemplate::builtIn);
    }

    private static NoticeTemplate template(ConfigurationElement element, Path file) {
        try {
            return NoticeTemplate.read(file);
        } catch (IllegalArgumentException e) {
            throw element.refusal("notice", file, TEMPLATE + "; " + e.getMessage());
        }
    }

    private static CipherSettings ciphers(ConfigurationElement element) {
        List<ContentCipher> preference = EncryptionRuleReader.ciphers(element, "cipher");
        CipherPolicy usual = CipherPolicy.DEFAULT;
        return new CipherSettings(
                new CipherPolicy(
                        preference.isEmpty() ? usual.preference() : preference,
                        Values.truth(element, "derivedKey", usual.derivedKey())),
                Values.word(
                        element,
                        "recipientNaming",
                        RecipientNaming.values(),
                        RecipientNaming.ISSUER_AND_SERIAL));
    }
}
