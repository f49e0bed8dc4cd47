package org.securemessaging.server.pki;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;

/** Keeps identities as PKCS#12 files that mail programs import, and certificates as PEM. */
public final class IdentityFiles {
    private static final String ALIAS = "mail";

    private final Path folder;

    /**
     * Files in a folder.
     *
     * @param folder the folder; must exist
     */
    public IdentityFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes {@code name.p12}, readable by its owner alone.
     *
     * @param name the file's name without its ending
     * @param identity what to write
     * @param password the file's and the key's password
     */
    public void write(String name, Identity identity, String password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    ALIAS,
                    identity.key(),
                    password.toCharArray(),
                    identity.path().toArray(Certificate[]::new));
            Path file = folder.resolve(name + ".p12");
            Files.deleteIfExists(file);
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, password.toCharArray());
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new PkiException("Can't write the key of " + name, e);
        }
    }

    /**
     * Reads {@code name.p12}.
     *
     * @param name the file's name without its ending
     * @param password its password
     * @return the identity
     */
    public Identity read(String name, String password) {
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            return new Identity(
                    (PrivateKey) store.getKey(ALIAS, password.toCharArray()),
                    Arrays.stream(store.getCertificateChain(ALIAS))
                            .map(X509Certificate.class::cast)
                            .toList());
        } catch (IOException | GeneralSecurityException e) {
            throw new PkiException("Can't read the key of " + name, e);
        }
    }

    /**
     * Writes a certificate as PEM.
     *
     * @param file where to
     * @param certificate the certificate
     */
    public static void writePem(Path file, X509Certificate certificate) {
        try {
            Files.writeString(file, pem("CERTIFICATE", certificate.getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new PkiException("Can't write " + file, e);
        }
    }

    /**
     * Text with a PEM frame (RFC 7468).
     *
     * @param label what it is, such as {@code CERTIFICATE} or {@code PRIVATE KEY}
     * @param der the encoding
     * @return the text
     */
    public static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64, label);
    }
}
