package org.securemessaging.trust;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.jcajce.PKIXExtendedParameters;
import org.securemessaging.certificate.Certificate;

/** Others' engines, asked about one path. */
final class Oracles {
    /**
     * What is asked of all alike.
     *
     * @param path anchor first, target last
     * @param others certificates that may have signed CRLs
     * @param crls DER of the CRLs at hand
     */
    record Question(
            List<Certificate> path,
            List<Certificate> others,
            List<byte[]> crls,
            PolicyInputs inputs,
            Instant at,
            boolean revocation) {}

    private Oracles() {}

    /** Whether the JDK's PKIX accepts a path. */
    static boolean jdk(Question question) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509", "SUN");
            CertPathValidator.getInstance("PKIX", "SUN")
                    .validate(path(question, factory), parameters(question, factory));
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false; // What it throws at a malformed certificate is no verdict either.
        }
    }

    /** Whether Bouncy Castle's PKIX accepts it, with delta CRLs. */
    static boolean bouncyCastle(Question question) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509", TestCa.BC);
            PKIXExtendedParameters parameters =
                    new PKIXExtendedParameters.Builder(parameters(question, factory))
                            .setUseDeltasEnabled(true)
                            .build();
            CertPathValidator.getInstance("PKIX", TestCa.BC)
                    .validate(path(question, factory), parameters);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    private static CertPath path(Question question, CertificateFactory factory)
            throws GeneralSecurityException {
        List<X509Certificate> path = new ArrayList<>();
        for (Certificate certificate : question.path().subList(1, question.path().size())) {
            path.add(certificate(certificate, factory));
        }
        Collections.reverse(path);
        return factory.generateCertPath(path);
    }

    private static X509Certificate certificate(Certificate certificate, CertificateFactory factory)
            throws GeneralSecurityException {
        return (X509Certificate)
                factory.generateCertificate(new ByteArrayInputStream(certificate.encoded()));
    }

    private static PKIXParameters parameters(Question question, CertificateFactory factory)
            throws GeneralSecurityException {
        TrustAnchor anchor = new TrustAnchor(certificate(question.path().get(0), factory), null);
        PKIXParameters parameters = new PKIXParameters(Set.of(anchor));
        parameters.setDate(Date.from(question.at()));
        parameters.setRevocationEnabled(question.revocation());
        parameters.setInitialPolicies(question.inputs().acceptable());
        parameters.setExplicitPolicyRequired(question.inputs().explicitPolicy());
        parameters.setPolicyMappingInhibited(question.inputs().inhibitMapping());
        parameters.setAnyPolicyInhibited(question.inputs().inhibitAnyPolicy());
        parameters.setPolicyQualifiersRejected(false);
        List<Object> store = new ArrayList<>();
        for (byte[] crl : question.crls()) {
            store.add(factory.generateCRL(new ByteArrayInputStream(crl)));
        }
        for (Certificate certificate : question.others()) {
            store.add(certificate(certificate, factory));
        }
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(store)));
        return parameters;
    }
}
