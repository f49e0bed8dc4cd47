package org.securemessaging.directory.ldap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.net.HostTrust;
import org.securemessaging.trust.TrustAnchors;

/** Whom a directory's servers are believed to be, and who we say we are. Thread safe. */
final class TlsIdentities {
    private final DirectorySettings settings;
    private final TrustAnchors trusted;

    TlsIdentities(DirectorySettings settings) {
        this.settings = settings;
        this.trusted = TrustAnchors.read(settings.trusted());
    }

    /**
     * Trust in one server, by the files as they are now.
     *
     * @param refused told of each refusal
     * @throws IOException if the files hold no certificate
     */
    HostTrust trust(DirectoryServer server, Consumer<CertificateException> refused)
            throws IOException {
        List<X509Certificate> anchors = new ArrayList<>();
        for (Certificate certificate : trusted.current().all()) {
            anchors.add(x509(certificate));
        }
        if (anchors.isEmpty() && !settings.trusted().isEmpty()) {
            // Not the CAs of the JVM instead: that is not what was asked for.
            throw new IOException("there is no certificate in " + settings.trusted());
        }
        return HostTrust.of(server.host(), anchors, refused);
    }

    /**
     * Our own certificate and key; none unless the bind needs them.
     *
     * @throws IOException if they can't be read
     */
    KeyManager[] keys() throws IOException {
        if (!(settings.bind() instanceof BindMethod.External external)) {
            return new KeyManager[0];
        }
        Path file = external.keyStore();
        char[] password = external.password().reveal().toCharArray();
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            KeyManagerFactory factory =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new IOException("the key store " + file + " can't be used", e);
        }
    }

    private static X509Certificate x509(Certificate certificate) throws IOException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(certificate.encoded()));
        } catch (CertificateException e) {
            throw new IOException(certificate + " can't be used for TLS", e);
        }
    }
}
