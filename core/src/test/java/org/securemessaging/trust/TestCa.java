package org.securemessaging.trust;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.revocation.Crl;

/** A name and a key that issue certificates and CRLs for tests. */
public final class TestCa {
    /** When everything is valid unless it says otherwise. */
    public static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    public static final Provider BC = new BouncyCastleProvider();
    private static final AtomicLong SERIAL = new AtomicLong(1000);

    private final X500Name name;
    private final KeyPair keys;

    public TestCa(String name) {
        this(new X500Name(name), newKeys());
    }

    public TestCa(X500Name name, KeyPair keys) {
        this.name = name;
        this.keys = keys;
    }

    public X500Name name() {
        return name;
    }

    public KeyPair keys() {
        return keys;
    }

    public SubjectPublicKeyInfo publicKey() {
        return SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
    }

    /** A certificate for a subject, to be completed. */
    public Issue issue(TestCa subject) {
        return new Issue(this, subject);
    }

    /** A plain CA certificate for a subject. */
    public Certificate certify(TestCa subject) {
        return issue(subject).ca().sign();
    }

    public Certificate selfSigned() {
        return certify(this);
    }

    /** A plain end entity certificate. */
    public Certificate person(String subject) {
        return issue(new TestCa(subject)).sign();
    }

    /** A CRL to be completed, issued an hour ago and due again in a week. */
    public Revoke crl() {
        return new Revoke(this);
    }

    ContentSigner signer() {
        try {
            return new JcaContentSignerBuilder("SHA256withECDSA")
                    .setProvider(BC)
                    .build(keys.getPrivate());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BC);
            generator.initialize(new ECGenParameterSpec("P-256"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A certificate in the making. */
    public static final class Issue {
        private final TestCa issuer;
        private final TestCa subject;
        private final List<Extension> extensions = new ArrayList<>();
        private Instant notBefore = NOW.minus(Duration.ofDays(365));
        private Instant notAfter = NOW.plus(Duration.ofDays(365));
        private Optional<SubjectPublicKeyInfo> key = Optional.empty();

        private Issue(TestCa issuer, TestCa subject) {
            this.issuer = issuer;
            this.subject = subject;
        }

        public Issue ca() {
            return with(Extension.basicConstraints, true, new BasicConstraints(true));
        }

        public Issue ca(int pathLength) {
            return with(Extension.basicConstraints, true, new BasicConstraints(pathLength));
        }

        public Issue valid(Instant from, Instant to) {
            notBefore = from;
            notAfter = to;
            return this;
        }

        public Issue key(SubjectPublicKeyInfo other) {
            key = Optional.of(other);
            return this;
        }

        public Issue keyIdentifier(byte[] identifier) {
            return with(
                    Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(identifier));
        }

        public Issue crlAt(String address) {
            GeneralNames names =
                    new GeneralNames(
                            new GeneralName(GeneralName.uniformResourceIdentifier, address));
            DistributionPoint point =
                    new DistributionPoint(new DistributionPointName(names), null, null);
            return with(
                    Extension.cRLDistributionPoints,
                    false,
                    new CRLDistPoint(new DistributionPoint[] {point}));
        }

        public Issue ocspAt(String address) {
            return accessAt(AccessDescription.id_ad_ocsp, address);
        }

        public Issue caIssuersAt(String address) {
            return accessAt(AccessDescription.id_ad_caIssuers, address);
        }

        private Issue accessAt(ASN1ObjectIdentifier method, String address) {
            return with(
                    Extension.authorityInfoAccess,
                    false,
                    new AuthorityInformationAccess(
                            method,
                            new GeneralName(GeneralName.uniformResourceIdentifier, address)));
        }

        public Issue with(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
            try {
                extensions.add(
                        new Extension(oid, critical, value.toASN1Primitive().getEncoded("DER")));
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
            return this;
        }

        public Certificate sign() {
            X509v3CertificateBuilder builder =
                    new X509v3CertificateBuilder(
                            issuer.name,
                            BigInteger.valueOf(SERIAL.incrementAndGet()),
                            Date.from(notBefore),
                            Date.from(notAfter),
                            subject.name,
                            key.orElseGet(subject::publicKey));
            try {
                for (Extension extension : extensions) {
                    builder.addExtension(extension);
                }
                return Certificate.parse(builder.build(issuer.signer()).getEncoded());
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A CRL in the making. */
    public static final class Revoke {
        private final TestCa issuer;
        private final X509v2CRLBuilder builder;
        private boolean due = true;

        private Revoke(TestCa issuer) {
            this.issuer = issuer;
            this.builder =
                    new X509v2CRLBuilder(issuer.name, Date.from(NOW.minus(Duration.ofHours(1))));
        }

        public Revoke issued(Instant thisUpdate) {
            builder.setThisUpdate(Date.from(thisUpdate));
            return this;
        }

        public Revoke due(Instant nextUpdate) {
            builder.setNextUpdate(Date.from(nextUpdate));
            due = false;
            return this;
        }

        public Revoke neverDue() {
            due = false;
            return this;
        }

        public Revoke number(long number) {
            return with(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
        }

        public Revoke deltaTo(long number) {
            return with(
                    Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.valueOf(number)));
        }

        public Revoke revoke(Certificate certificate, Instant at, int reason) {
            builder.addCRLEntry(certificate.serialNumber(), Date.from(at), reason);
            return this;
        }

        public Revoke with(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
            try {
                builder.addExtension(oid, critical, value);
            } catch (CertIOException e) {
                throw new IllegalStateException(e);
            }
            return this;
        }

        public byte[] encoded() {
            if (due) {
                builder.setNextUpdate(Date.from(NOW.plus(Duration.ofDays(7))));
            }
            try {
                return builder.build(issuer.signer()).getEncoded();
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
        }

        public Crl sign() {
            return Crl.parse(encoded());
        }
    }
}
