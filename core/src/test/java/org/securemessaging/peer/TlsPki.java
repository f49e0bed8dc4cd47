package org.securemessaging.peer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.trust.TestCa;

/** A CA for TLS in a folder, which is valid now: {@code ca.crt}, and what it issued. */
public final class TlsPki {
    private static final Duration DAY = Duration.ofDays(1);

    private final Path folder;
    private final TestCa ca = new TestCa("CN=Test TLS CA,O=Example");

    public TlsPki(Path folder) {
        this.folder = folder;
        pem("ca.crt", valid(ca.issue(ca)).ca().sign().holder());
    }

    /** The CA's certificate, PEM. */
    public Path anchor() {
        return folder.resolve("ca.crt");
    }

    /** Where {@link #server} wrote the certificate and the key of a name, PEM. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Writes NAME.crt and NAME.key for a server. */
    public void server(String name, GeneralName... names) {
        TestCa subject = new TestCa("CN=" + name);
        Certificate certificate =
                valid(ca.issue(subject))
                        .with(
                                Extension.extendedKeyUsage,
                                false,
                                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                        .with(Extension.subjectAlternativeName, false, new GeneralNames(names))
                        .sign();
        pem(name + ".crt", certificate.holder());
        pem(name + ".key", subject.keys().getPrivate());
    }

    /** Writes a PKCS#12 file with a client's certificate and key. */
    public Path client(String subjectName, String password) {
        TestCa subject = new TestCa(subjectName);
        Certificate certificate =
                valid(ca.issue(subject))
                        .with(
                                Extension.extendedKeyUsage,
                                false,
                                new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))
                        .sign();
        Path file = folder.resolve("client.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            X509Certificate x509 =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(
                                            new ByteArrayInputStream(
                                                    certificate.holder().getEncoded()));
            store.setKeyEntry(
                    "client",
                    subject.keys().getPrivate(),
                    password.toCharArray(),
                    new X509Certificate[] {x509});
            store.store(out, password.toCharArray());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TestCa.Issue valid(TestCa.Issue issue) {
        Instant now = Instant.now();
        return issue.valid(now.minus(DAY), now.plus(DAY.multipliedBy(30)));
    }

    private void pem(String name, Object... objects) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object object : Arrays.asList(objects)) {
                writer.writeObject(object);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Files.writeString(folder.resolve(name), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
