package org.securemessaging.server.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The trial PKI in its folder:
 *
 * <pre>
 * anchors/root.pem   what the server trusts
 * people/NAME.p12    a key to import into a mail program, its password in {@link Person#password}
 * people/NAME.pem    the certificate alone
 * ca/                the authorities' keys
 * vault/             the keys of those with an account, for the server to sign with
 * crl/               CRLs, to be served at the address the certificates name
 * </pre>
 */
public final class TrialPki {
    private static final String AUTHORITY_PASSWORD = "authority";
    private static final String CRL_BASE = "crl-base.txt";
    private static final String ROOT = "root";
    private static final String ISSUING = "issuing";

    private final Path folder;
    private final String crlBase;
    private final IdentityFiles people;

    private TrialPki(Path folder, String crlBase) {
        this.folder = folder;
        this.crlBase = crlBase;
        this.people = new IdentityFiles(folder.resolve("people"));
    }

    /**
     * Opens the PKI in a folder, and makes it first unless one with the same CRL address is there.
     * CRLs are always issued anew, so that they are current however long ago the PKI was made.
     *
     * @param folder the folder; made if it is not there
     * @param crlBase where {@code crl/} will be served, such as {@code http://127.0.0.1:10080/crl}
     * @return the PKI
     */
    public static TrialPki openOrMake(Path folder, String crlBase) {
        TrialPki pki = new TrialPki(folder, crlBase);
        try {
            Path made = folder.resolve(CRL_BASE);
            if (!Files.exists(made) || !Files.readString(made).equals(crlBase)) {
                pki.make();
                // Last, so that a PKI that was made only in part is made again.
                Files.writeString(made, crlBase);
            }
            pki.fillVault();
            pki.issueCrls();
            return pki;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Opens the PKI that was made in a folder.
     *
     * @param folder the folder
     * @return the PKI
     */
    public static TrialPki open(Path folder) {
        try {
            return new TrialPki(folder, Files.readString(folder.resolve(CRL_BASE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A person's key and path.
     *
     * @param person who
     * @return the identity
     */
    public Identity identity(Person person) {
        return people.read(fileName(person), person.password());
    }

    /**
     * Where a person's PKCS#12 file is.
     *
     * @param person who
     * @return the file
     */
    public Path file(Person person) {
        return folder.resolve("people").resolve(fileName(person) + ".p12");
    }

    /**
     * The folder of trusted roots.
     *
     * @return a folder of PEM files
     */
    public Path anchors() {
        return folder.resolve("anchors");
    }

    /**
     * The folder of CRLs.
     *
     * @return a folder of DER files ending in {@code .crl}
     */
    public Path crls() {
        return folder.resolve("crl");
    }

    /**
     * The issuing authority, to issue more with.
     *
     * @return the authority
     */
    public CertificateAuthority issuing() {
        return authority(ISSUING);
    }

    private void make() throws IOException {
        for (String part : List.of("anchors", "people", "ca", "crl")) {
            Files.createDirectories(folder.resolve(part));
        }
        CertificateAuthority root =
                CertificateAuthority.root("CN=Trial Root,O=Trial PKI", address(ROOT));
        CertificateAuthority issuing =
                root.issueAuthority("CN=Trial Issuing CA,O=Trial PKI", address(ISSUING));
        CertificateAuthority stranger =
                CertificateAuthority.root("CN=Elsewhere Root,O=Elsewhere", Optional.empty());
        for (Person person : Person.values()) {
            issue(person, person.standing() == Person.Standing.UNTRUSTED ? stranger : issuing);
        }
        IdentityFiles authorities = new IdentityFiles(folder.resolve("ca"));
        authorities.write(ROOT, root.identity(), AUTHORITY_PASSWORD);
        authorities.write(ISSUING, issuing.identity(), AUTHORITY_PASSWORD);
        IdentityFiles.writePem(anchors().resolve("root.pem"), root.identity().certificate());
    }

    private void issue(Person person, CertificateAuthority authority) {
        Validity validity =
                person.standing() == Person.Standing.EXPIRED ? Validity.past() : Validity.years(5);
        Identity identity =
                authority.issue(
                        person.distinguishedName(), person.address(), person.keys(), validity);
        people.write(fileName(person), identity, person.password());
        IdentityFiles.writePem(
                folder.resolve("people").resolve(fileName(person) + ".pem"),
                identity.certificate());
    }

    /** Every file's password beside it, as the vault wants it. */
    private void fillVault() throws IOException {
        Path vault = folder.resolve("vault");
        Files.createDirectories(vault);
        for (Person person : Person.withAccount()) {
            Path file = vault.resolve(fileName(person) + ".p12");
            Files.copy(
                    file(person),
                    file,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            Path password = vault.resolve(file.getFileName() + ".password");
            Files.deleteIfExists(password);
            Files.createFile(
                    password,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(password, person.password() + "\n");
        }
    }

    private void issueCrls() throws IOException {
        write(ROOT, authority(ROOT).crl(List.of()));
        write(
                ISSUING,
                issuing().crl(List.of(identity(Person.DORA).certificate().getSerialNumber())));
    }

    private void write(String name, X509CRL crl) throws IOException {
        try {
            Files.write(crls().resolve(name + ".crl"), crl.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new PkiException("Can't write the CRL " + name, e);
        }
    }

    private CertificateAuthority authority(String name) {
        Identity identity = new IdentityFiles(folder.resolve("ca")).read(name, AUTHORITY_PASSWORD);
        return new CertificateAuthority(identity, address(name));
    }

    private Optional<String> address(String name) {
        return Optional.of(crlBase + "/" + name + ".crl");
    }

    private static String fileName(Person person) {
        return person.name().toLowerCase(Locale.ROOT);
    }
}
