package org.securemessaging.trust;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.jcajce.PKIXExtendedParameters;
import org.securemessaging.certificate.Certificate;

/** Others' engines, asked about one path, or to find one. */
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

    /** Whether the JDK's PKIX finds a path that it accepts. */
    static boolean jdkFinds(GeneratedPath.Signed question) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509", "SUN");
            CertPathBuilder.getInstance("PKIX", "SUN").build(parameters(question, factory));
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false; // What it throws at a malformed certificate is no verdict either.
        }
    }

    /** Whether Bouncy Castle's PKIX finds a path that it accepts. */
    static boolean bouncyCastleFinds(GeneratedPath.Signed question) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509", TestCa.BC);
            CertPathBuilder.getInstance("PKIX", TestCa.BC).build(parameters(question, factory));
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    private static PKIXBuilderParameters parameters(
            GeneratedPath.Signed question, CertificateFactory factory)
            throws GeneralSecurityException {
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(certificate(question.target(), factory));
        PKIXBuilderParameters parameters =
                new PKIXBuilderParameters(
                        Set.of(new TrustAnchor(certificate(question.anchor(), factory), null)),
                        target);
        parameters.setMaxPathLength(20);
        List<Certificate> certificates = new ArrayList<>(question.pool());
        certificates.add(question.target());
        complete(
                parameters,
                new Question(
                        List.of(),
                        certificates,
                        question.crls(),
                        question.inputs(),
                        TestCa.NOW,
                        true),
                factory);
        return parameters;
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
        complete(parameters, question, factory);
        return parameters;
    }

    private static void complete(
            PKIXParameters parameters, Question question, CertificateFactory factory)
            throws GeneralSecurityException {
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
    }
}
