package org.securemessaging.mailets;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.mail.MessagingException;
import org.securemessaging.cms.DigestAlgorithm;
import org.securemessaging.cms.sign.ChainInclusion;
import org.securemessaging.cms.sign.SignatureForm;
import org.securemessaging.cms.sign.SigningSettings;

/**
 * What {@link SMIMESign} is told. Immutable.
 *
 * @param form how signed messages are written
 * @param settings how signatures are made
 * @param everyKind whether one key of every kind signs
 * @param domainKeys whether the domain's key signs for users who have none
 * @param aliases whether users sign under their aliases
 * @param protectHeaders whether the header is signed too
 * @param footer what is put below the message first
 * @param timestamp where timestamps are had
 * @param timestampRequired whether nothing is signed without one
 * @param exemptions which mail is left as it is
 * @param onMissingKey what becomes of mail that there is no key for
 * @param onFailure what becomes of mail that can't be signed
 * @param onUnavailable what becomes of mail that can't be signed now; empty if it waits
 * @param waiting how it waits
 */
record SigningParameters(
        SignatureForm form,
        SigningSettings settings,
        boolean everyKind,
        boolean domainKeys,
        boolean aliases,
        boolean protectHeaders,
        Optional<String> footer,
        Optional<URI> timestamp,
        boolean timestampRequired,
        SigningExemptions exemptions,
        Turn onMissingKey,
        Turn onFailure,
        Optional<Turn> onUnavailable,
        WaitingPlan waiting) {
    static final Set<String> NAMES =
            Set.of(
                    "form",
                    "digest",
                    "rsaPadding",
                    "chain",
                    "keys",
                    "domainKeys",
                    "aliases",
                    "protectHeaders",
                    "footer",
                    "timestamp",
                    "timestampRequired",
                    "signSigned",
                    "signEncrypted",
                    "signBounces",
                    "signLists",
                    "onMissingKey",
                    "onFailure",
                    "onUnavailable",
                    WaitingPlan.DELAY,
                    WaitingPlan.LONGEST_DELAY,
                    WaitingPlan.WAIT_AT_MOST);

    private static final String WAIT = "wait";

    /** A user should know within half a working day that his mail did not leave. */
    private static final Duration DEFAULT_AT_MOST = Duration.ofHours(4);

    /** The digests that every kind of key can sign. */
    private static final Set<DigestAlgorithm> DIGESTS =
            Set.of(
                    DigestAlgorithm.SHA_256,
                    DigestAlgorithm.SHA_384,
                    DigestAlgorithm.SHA_512,
                    DigestAlgorithm.SHA3_256,
                    DigestAlgorithm.SHA3_384,
                    DigestAlgorithm.SHA3_512);

    /** What RSA keys sign with. */
    private enum Padding {
        PKCS1,
        PSS
    }

    /** Which of a sender's keys sign. */
    private enum Keys {
        BEST,
        EVERY_KIND
    }

    /** The way of a mail: on as it is, out by an exception, or to a processor. */
    sealed interface Turn {
        /** It goes on. */
        record Pass() implements Turn {}

        /** The mailet throws. */
        record Fail() implements Turn {}

        /** It goes elsewhere. */
        record Processor(String name) implements Turn {}
    }

    // James takes the names of processors in lower case only.
    private static final Pattern PROCESSOR = Pattern.compile("[a-z0-9][a-z0-9._-]*");

    static SigningParameters read(Parameters parameters) throws MessagingException {
        SigningSettings settings =
                new SigningSettings(
                        parameters
                                .value(
                                        "digest",
                                        "SHA-256, SHA-384, SHA-512, SHA3-256, SHA3-384 or SHA3-512",
                                        SigningParameters::digest)
                                .orElse(SigningSettings.DEFAULT.digest()),
                        parameters.word("rsaPadding", Padding.values()).orElse(Padding.PKCS1)
                                == Padding.PSS,
                        parameters
                                .word("chain", ChainInclusion.values())
                                .orElse(SigningSettings.DEFAULT.chain()));
        return new SigningParameters(
                parameters.word("form", SignatureForm.values()).orElse(SignatureForm.CLEAR),
                settings,
                parameters.word("keys", Keys.values()).orElse(Keys.BEST) == Keys.EVERY_KIND,
                parameters.truth("domainKeys", true),
                parameters.truth("aliases", true),
                parameters.truth("protectHeaders", false),
                parameters.text("footer"),
                parameters.value(
                        "timestamp", "an address with http or https", SigningParameters::authority),
                parameters.truth("timestampRequired", true),
                new SigningExemptions(
                        parameters.truth("signSigned", false),
                        parameters.truth("signEncrypted", false),
                        parameters.truth("signBounces", false),
                        parameters.truth("signLists", false)),
                turn(parameters, "onMissingKey", new Turn.Pass()),
                turn(parameters, "onFailure", new Turn.Fail()),
                onUnavailable(parameters),
                waiting(parameters));
    }

    private static Optional<Turn> onUnavailable(Parameters parameters) throws MessagingException {
        Optional<List<Turn>> turns =
                parameters.value(
                        "onUnavailable",
                        "wait, pass, fail, or a processor's name in lower case",
                        text ->
                                text.equals(WAIT)
                                        ? Optional.of(List.of())
                                        : turn(text).map(List::of));
        return turns.flatMap(each -> each.stream().findFirst());
    }

    private static WaitingPlan waiting(Parameters parameters) throws MessagingException {
        WaitingPlan plan = WaitingPlan.read("SMIMESign", parameters);
        return new WaitingPlan(
                plan.first(), plan.longest(), Optional.of(plan.atMost().orElse(DEFAULT_AT_MOST)));
    }

    private static Turn turn(Parameters parameters, String name, Turn byDefault)
            throws MessagingException {
        return parameters
                .value(
                        name,
                        "pass, fail, or a processor's name in lower case",
                        SigningParameters::turn)
                .orElse(byDefault);
    }

    private static Optional<Turn> turn(String text) {
        return switch (text) {
            case "pass" -> Optional.of(new Turn.Pass());
            case "fail" -> Optional.of(new Turn.Fail());
            default ->
                    Optional.of(text).filter(PROCESSOR.asMatchPredicate()).map(Turn.Processor::new);
        };
    }

    private static Optional<DigestAlgorithm> digest(String name) {
        return DigestAlgorithm.named(name).filter(DIGESTS::contains);
    }

    private static Optional<URI> authority(String text) {
        try {
            URI uri = URI.create(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            return Optional.of(uri)
                    .filter(it -> it.getHost() != null)
                    .filter(it -> scheme.equals("http") || scheme.equals("https"));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
