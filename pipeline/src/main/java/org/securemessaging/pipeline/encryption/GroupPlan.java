package org.securemessaging.pipeline.encryption;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.encrypt.CipherPolicy;
import org.securemessaging.cms.encrypt.CipherPolicy.Choice;
import org.securemessaging.cms.encrypt.EncryptionPlan;
import org.securemessaging.cms.encrypt.ReaderCapabilities;
import org.securemessaging.pipeline.encryption.EncryptionPlanner.Concern;

/**
 * Puts recipients together who can get one and the same encrypted message: those whom the message
 * itself names, with the same additional recipients and a cipher in common. Everyone else gets a
 * message of their own, whose envelope tells nobody of them. Thread safe.
 */
final class GroupPlan {
    private final CipherPolicy ciphers;

    GroupPlan(CipherPolicy ciphers) {
        this.ciphers = ciphers;
    }

    /**
     * Whose messages can be the same.
     *
     * @param alone whom it is for, if it is for one alone
     * @param additional whom it is encrypted to as well
     */
    private record Likeness(Optional<Addressee> alone, Set<MailAddress> additional) {
        static Likeness of(Concern concern) {
            return new Likeness(
                    Optional.of(concern.recipient).filter(each -> !each.shown()),
                    concern.terms.additional());
        }
    }

    /** Sees whether there is a cipher that a recipient can read. */
    void settle(Concern concern) {
        if (concern.missing().isEmpty() && choose(List.of(concern)).isEmpty()) {
            concern.miss(RefusalReason.NO_CIPHER);
        }
    }

    List<EncryptedGroup> of(List<Concern> encrypted) {
        Map<Likeness, List<Concern>> alike = new LinkedHashMap<>();
        encrypted.forEach(
                each ->
                        alike.computeIfAbsent(Likeness.of(each), key -> new ArrayList<>())
                                .add(each));
        return alike.values().stream().flatMap(this::split).toList();
    }

    /** One message if they have a cipher in common, else one for each one's best. */
    private Stream<EncryptedGroup> split(List<Concern> alike) {
        Optional<Choice> common = choose(alike);
        if (common.isPresent()) {
            return Stream.of(group(alike, common.get()));
        }
        Map<Choice, List<Concern>> best = new LinkedHashMap<>();
        for (Concern each : alike) {
            best.computeIfAbsent(choose(List.of(each)).orElseThrow(), key -> new ArrayList<>())
                    .add(each);
        }
        return best.entrySet().stream().map(each -> group(each.getValue(), each.getKey()));
    }

    private Optional<Choice> choose(Collection<Concern> concerns) {
        List<ReaderCapabilities> readers =
                concerns.stream()
                        .flatMap(each -> each.found.stream())
                        .map(KeySearch.Found::reads)
                        .distinct()
                        .toList();
        return ciphers.choose(readers);
    }

    private static EncryptedGroup group(List<Concern> concerns, Choice choice) {
        return new EncryptedGroup(
                concerns.stream().map(each -> each.recipient).toList(),
                new EncryptionPlan(
                        choice.cipher(),
                        choice.derivedKey(),
                        concerns.stream()
                                .flatMap(each -> each.found.stream())
                                .map(KeySearch.Found::key)
                                .distinct()
                                .toList()));
    }
}
