package org.securemessaging.net;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;

/**
 * Believes a TLS server that shows a certificate for the one host that was meant to be asked,
 * issued under given anchors. The host is the one that was asked for, not what the connection calls
 * its other end: that may come from a reverse look-up. Thread safe.
 */
public final class HostTrust extends X509ExtendedTrustManager {
    private static final DefaultHostnameVerifier HOST_NAMES = new DefaultHostnameVerifier();

    private final String host;
    private final X509TrustManager anchors;
    private final Consumer<CertificateException> refused;

    private HostTrust(
            String host, X509TrustManager anchors, Consumer<CertificateException> refused) {
        this.host = host;
        this.anchors = anchors;
        this.refused = refused;
    }

    /**
     * Trust for a host.
     *
     * @param host its name, or its address as written, without brackets
     * @param anchors the CAs, or servers' own certificates; if empty, those that this Java trusts
     * @param refused told of each refusal before TLS is; some implementations let whoever waits for
     *     the handshake wait on
     * @return the trust
     */
    public static HostTrust of(
            String host,
            Collection<X509Certificate> anchors,
            Consumer<CertificateException> refused) {
        try {
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(anchors.isEmpty() ? null : keyStore(anchors));
            Optional<X509TrustManager> manager =
                    Stream.of(factory.getTrustManagers())
                            .filter(X509TrustManager.class::isInstance)
                            .map(X509TrustManager.class::cast)
                            .findFirst();
            return new HostTrust(host, manager.orElseThrow(), refused);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has a PKIX trust manager", e);
        }
    }

    /**
     * Itself, as those want it who make a TLS context.
     *
     * @return an array with this one
     */
    public TrustManager[] alone() {
        return new TrustManager[] {this};
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        try {
            anchors.checkServerTrusted(chain, authType);
            HOST_NAMES.verify(host, chain[0]);
        } catch (CertificateException e) {
            refused.accept(e);
            throw e;
        } catch (SSLException e) {
            CertificateException refusal = new CertificateException(e.getMessage(), e);
            refused.accept(refusal);
            throw refusal;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("for servers only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("for servers only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("for servers only");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return anchors.getAcceptedIssuers();
    }

    private static KeyStore keyStore(Collection<X509Certificate> anchors)
            throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate anchor : anchors) {
                store.setCertificateEntry("anchor" + number++, anchor);
            }
            return store;
        } catch (java.io.IOException e) {
            throw new IllegalStateException("a store in memory can't fail to be read", e);
        }
    }
}
