package org.securemessaging.keys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddress;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.decrypt.HeldKey;
import org.securemessaging.cms.decrypt.KeyRing;
import org.securemessaging.cms.decrypt.RecipientId;

/**
 * A vault of one or several places. Thread safe.
 *
 * <p>A place that can't be reached hinders only those who need a key that no other place has.
 *
 * <p>A key is a domain's if its certificate holds one of the addresses that RFC 3183 §3.2 gives to
 * a domain's keys, {@code domain-signing-authority@} and {@code domain-confidentiality-authority@},
 * or if {@link KeyAliases} say so.
 */
public final class KeyVault implements Vault, KeyRing, KeyInventory {
    static final String DOMAIN_SIGNING = "domain-signing-authority";
    static final String DOMAIN_CONFIDENTIALITY = "domain-confidentiality-authority";

    private static final Comparator<StoredKey> NEWEST_FIRST =
            Comparator.<StoredKey, java.util.Date>comparing(
                            key -> key.certificate().holder().getNotBefore())
                    .reversed();

    private final List<IndexedSource> sources;
    private final KeyAliases aliases;
    private final SharedSecrets secrets;

    /**
     * Puts places together.
     *
     * @param sources the places, in the order in which they are asked
     * @param aliases further addresses and domains
     * @param secrets what opens mail without a certificate
     */
    public KeyVault(List<KeySource> sources, KeyAliases aliases, SharedSecrets secrets) {
        this.sources = sources.stream().map(IndexedSource::new).toList();
        this.aliases = aliases;
        this.secrets = secrets;
    }

    /**
     * Puts places together, with nothing else.
     *
     * @param sources the places, in the order in which they are asked
     */
    public KeyVault(List<KeySource> sources) {
        this(sources, KeyAliases.none(), SharedSecrets.none());
    }

    @Override
    public List<CertifiedKey> signers(MailAddress address, Instant at) {
        return open(search(index -> usable(of(index, address), KeyPurpose.SIGN, at)));
    }

    @Override
    public List<CertifiedKey> domainSigners(String domain, Instant at) {
        return open(
                search(
                        index ->
                                usable(
                                        ofDomain(index, domain, DOMAIN_SIGNING),
                                        KeyPurpose.SIGN,
                                        at)));
    }

    @Override
    public List<HeldKey> find(RecipientId recipient) {
        return List.copyOf(
                search(
                        index ->
                                index.byRecipient(recipient).stream()
                                        .filter(key -> decrypts(key))));
    }

    @Override
    public Optional<byte[]> sharedKey(RecipientId.SharedKey id) {
        return secrets.sharedKey(id);
    }

    @Override
    public Map<RecipientId.SharedKey, byte[]> sharedKeys(int length) {
        return secrets.sharedKeys(length);
    }

    @Override
    public List<char[]> passwords() {
        return secrets.passwords();
    }

    @Override
    public List<StoredKey> decrypters(MailAddress address) {
        return search(index -> of(index, address).filter(KeyVault::decrypts));
    }

    @Override
    public List<StoredKey> domainDecrypters(String domain) {
        return search(
                index ->
                        ofDomain(index, domain, DOMAIN_CONFIDENTIALITY).filter(KeyVault::decrypts));
    }

    @Override
    public List<StoredKey> all() {
        return search(index -> index.all().stream());
    }

    @Override
    public VaultHealth health() {
        List<VaultProblem> problems = new ArrayList<>();
        Set<Certificate> keys = new HashSet<>();
        for (IndexedSource source : sources) {
            try {
                source.index().all().forEach(key -> keys.add(key.certificate()));
            } catch (VaultUnavailableException e) {
                // The place says it itself, and better.
            }
            problems.addAll(source.problems());
        }
        aliases.problems().forEach(text -> problems.add(VaultProblem.unreadable(text)));
        return new VaultHealth(keys.size(), problems);
    }

    private static boolean decrypts(StoredKey key) {
        return key.purposes().contains(KeyPurpose.DECRYPT);
    }

    private Stream<StoredKey> of(KeyIndex index, MailAddress address) {
        return Stream.concat(
                index.byAddress(address).stream(),
                aliases.of(address).stream().flatMap(target -> index.byTarget(target).stream()));
    }

    private Stream<StoredKey> ofDomain(KeyIndex index, String domain, String localPart) {
        return Stream.concat(
                index.byAddress(new MailAddress(localPart, domain)).stream(),
                aliases.ofDomain(domain).stream()
                        .flatMap(target -> index.byTarget(target).stream()));
    }

    private static Stream<StoredKey> usable(
            Stream<StoredKey> keys, KeyPurpose purpose, Instant at) {
        return keys.filter(key -> key.purposes().contains(purpose))
                .filter(key -> validAt(key.certificate(), at));
    }

    private static boolean validAt(Certificate certificate, Instant at) {
        return !at.isBefore(certificate.holder().getNotBefore().toInstant())
                && !at.isAfter(certificate.holder().getNotAfter().toInstant());
    }

    /** Newest first, each certificate once, from the first place that has it. */
    private List<StoredKey> search(Function<KeyIndex, Stream<StoredKey>> query) {
        Map<Certificate, StoredKey> found = new LinkedHashMap<>();
        List<VaultUnavailableException> away = new ArrayList<>();
        for (IndexedSource source : sources) {
            try {
                query.apply(source.index())
                        .forEach(key -> found.putIfAbsent(key.certificate(), key));
            } catch (VaultUnavailableException e) {
                away.add(e);
            }
        }
        if (found.isEmpty() && !away.isEmpty()) {
            throw away.get(0);
        }
        return found.values().stream().sorted(NEWEST_FIRST).toList();
    }

    private static List<CertifiedKey> open(List<StoredKey> keys) {
        List<CertifiedKey> open = new ArrayList<>();
        List<VaultUnavailableException> away = new ArrayList<>();
        for (StoredKey key : keys) {
            try {
                open.add(key.open());
            } catch (VaultUnavailableException e) {
                away.add(e);
            }
        }
        if (open.isEmpty() && !away.isEmpty()) {
            throw away.get(0);
        }
        return List.copyOf(open);
    }
}
