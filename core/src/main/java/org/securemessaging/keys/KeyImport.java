package org.securemessaging.keys;

import java.io.IOException;
import java.nio.file.Path;
import java.security.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.MailAddresses;

/**
 * Takes PKCS#12 and PEM files into a folder of a vault, which picks them up by itself. A file is
 * there whole or not at all, and only its owner may read it. Not for use by several threads.
 */
public final class KeyImport {
    // So that a name stays one that every file system takes.
    private static final int LONGEST_NAME = 80;
    private static final int DIGITS = 16;

    private final Vaulted vault;
    private final Provider bouncyCastle;
    private final KeyFileReader anyReader;
    private final KeyFileReader vaultReader;

    /**
     * The vault that takes keys in.
     *
     * @param folder one of its folders
     * @param passwords its passwords
     * @param clearKeys whether it takes private keys that are not encrypted
     * @param present what is in it already
     */
    public record Vaulted(
            Path folder, KeyPasswords passwords, boolean clearKeys, KeyInventory present) {}

    /**
     * An import.
     *
     * @param vault where to
     * @param bouncyCastle an instance of Bouncy Castle's provider
     */
    public KeyImport(Vaulted vault, Provider bouncyCastle) {
        this.vault = vault;
        this.bouncyCastle = bouncyCastle;
        this.anyReader = new KeyFileReader(bouncyCastle, true);
        this.vaultReader = new KeyFileReader(bouncyCastle, vault.clearKeys());
    }

    /**
     * Takes a file in, if each of its private keys is whole and has its certificate in the file, if
     * one of them is new, and if the vault will be able to open it.
     *
     * @param source the file
     * @param passwords where its password is
     * @param reencrypt whether the new keys are written anew, encrypted with the vault's password;
     *     else the file is taken as it is
     * @return what was written
     * @throws IOException if a file can't be read or written
     * @throws KeyFileException if the file is not taken, with the reason
     * @throws VaultUnavailableException if what is in the vault can't be told now
     */
    public ImportedKeys take(Path source, KeyPasswords passwords, boolean reencrypt)
            throws IOException {
        List<KeyMaterial.Pair> pairs = pairs(anyReader.read(source, passwords));
        Map<Certificate, StoredKey> present =
                vault.present().all().stream()
                        .collect(Collectors.toMap(StoredKey::certificate, Function.identity()));
        List<StoredKey> known =
                pairs.stream()
                        .filter(pair -> present.containsKey(pair.certificate()))
                        .map(pair -> present.get(pair.certificate()))
                        .toList();
        List<KeyMaterial.Pair> added =
                pairs.stream().filter(pair -> !present.containsKey(pair.certificate())).toList();
        Optional<Path> file = Optional.empty();
        if (!added.isEmpty()) {
            file = Optional.of(write(source, added, reencrypt));
        }
        return new ImportedKeys(
                file, added.stream().map(KeyMaterial.Pair::certificate).toList(), known);
    }

    private static List<KeyMaterial.Pair> pairs(KeyMaterial material) {
        if (material.keys().isEmpty()) {
            throw new KeyFileException("holds no private key");
        }
        long unpaired = material.unpaired();
        if (unpaired > 0) {
            throw new KeyFileException(
                    "%d of %d private keys match no certificate in the file"
                            .formatted(unpaired, material.keys().size()));
        }
        material.keys().forEach(KeyConsistency::require);
        return material.pairs();
    }

    private Path write(Path source, List<KeyMaterial.Pair> added, boolean reencrypt)
            throws IOException {
        byte[] octets = reencrypt ? encrypted(added) : KeyFileReader.octets(source);
        try {
            String suffix = KeyFileReader.isPkcs12(octets) ? ".p12" : ".pem";
            Path target = vault.folder().resolve(name(added.get(0).certificate()) + suffix);
            requireReadable(octets, target, added);
            OwnerFile.create(target, octets);
            return target;
        } finally {
            Arrays.fill(octets, (byte) 0); // They may hold a key in clear.
        }
    }

    private byte[] encrypted(List<KeyMaterial.Pair> added) {
        char[] password =
                vault.passwords()
                        .common()
                        .orElseThrow(
                                () ->
                                        new KeyFileException(
                                                "the vault has no password to encrypt it with"));
        try {
            return new Pkcs12Writer(bouncyCastle).write(added, password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** As the vault will read it. */
    private void requireReadable(byte[] octets, Path target, List<KeyMaterial.Pair> added) {
        Optional<char[]> password = vault.passwords().of(target);
        try {
            List<Certificate> found =
                    vaultReader.read(octets, password).pairs().stream()
                            .map(KeyMaterial.Pair::certificate)
                            .toList();
            if (!found.containsAll(added.stream().map(KeyMaterial.Pair::certificate).toList())) {
                throw new KeyFileException("not all of its keys come out again");
            }
        } catch (KeyFileException e) {
            throw new KeyFileException(
                    "the vault could not open it as it is ("
                            + e.getMessage()
                            + "); encrypt it anew with the vault's password",
                    e);
        } finally {
            password.ifPresent(secret -> Arrays.fill(secret, '\0'));
        }
    }

    /** Told by people from the address, and by programs from the certificate. */
    private static String name(Certificate certificate) {
        String address = MailAddresses.of(certificate).all().stream().findFirst().orElse("key");
        String safe = address.replaceAll("[^A-Za-z0-9@._-]", "_").replaceFirst("^[.-]+", "");
        return safe.substring(0, Math.min(safe.length(), LONGEST_NAME))
                + "-"
                + certificate.sha256().substring(0, DIGITS);
    }
}
