package org.securemessaging.server.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialPkiTest {
    private static final String CRLS = "http://127.0.0.1:1/crl";

    @TempDir private static Path folder;

    private static TrialPki pki;

    @BeforeAll
    static void make() {
        pki = TrialPki.openOrMake(folder, CRLS);
    }

    @Test
    void goodPeopleShouldHaveAPathToTheRoot() throws Exception {
        for (Person person : Person.withAccount()) {
            validate(pki.identity(person));
        }
    }

    @Test
    void otherPeopleShouldHaveNone() {
        for (Person person : List.of(Person.EMIL, Person.MALLORY)) {
            assertThatThrownBy(() -> validate(pki.identity(person)))
                    .as(person.address())
                    .isInstanceOf(CertPathValidatorException.class);
        }
    }

    @Test
    void crlShouldNameDoraAlone() throws Exception {
        X509CRL crl = crl("issuing.crl");

        assertThat(crl.isRevoked(pki.identity(Person.DORA).certificate())).isTrue();
        assertThat(crl.getRevokedCertificates()).hasSize(1);
        assertThat(crl("root.crl").getRevokedCertificates()).isNull();
    }

    @Test
    void openShouldKeepTheKeysAndIssueFreshCrls() throws Exception {
        X509Certificate before = pki.identity(Person.ALICE).certificate();
        Files.delete(pki.crls().resolve("issuing.crl"));

        TrialPki again = TrialPki.openOrMake(folder, CRLS);

        assertThat(again.identity(Person.ALICE).certificate()).isEqualTo(before);
        assertThat(crl("issuing.crl").getRevokedCertificates()).hasSize(1);
    }

    private static void validate(Identity identity) throws GeneralSecurityException, IOException {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root(), null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(
                        CertificateFactory.getInstance("X.509").generateCertPath(identity.path()),
                        parameters);
    }

    private static X509Certificate root() throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(pki.anchors().resolve("root.pem"))) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static X509CRL crl(String name) throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(pki.crls().resolve(name))) {
            return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(in);
        }
    }
}
