package org.securemessaging.server.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that issues certificates and CRLs in memory. Thread safe. */
public final class CertificateAuthority {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Identity identity;
    private final Optional<String> crlAddress;

    /**
     * An authority with a key.
     *
     * @param identity its key, and its certificate with those above it, without the root; a root's
     *     path is itself
     * @param crlAddress where its CRL can be fetched, put into what it issues
     */
    public CertificateAuthority(Identity identity, Optional<String> crlAddress) {
        this.identity = identity;
        this.crlAddress = crlAddress;
    }

    /**
     * Makes a self-signed root.
     *
     * @param name its distinguished name
     * @param crlAddress where its CRL can be fetched
     * @return the authority
     */
    public static CertificateAuthority root(String name, Optional<String> crlAddress) {
        KeyPair keys = Keys.RSA.generate();
        X500Principal subject = new X500Principal(name);
        Validity validity = Validity.years(20);
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        subject,
                        serial(),
                        validity.from(),
                        validity.to(),
                        subject,
                        keys.getPublic());
        try {
            addAuthorityExtensions(builder, keys.getPublic());
            X509Certificate certificate = sign(builder, signer(keys));
            return new CertificateAuthority(
                    new Identity(keys.getPrivate(), List.of(certificate)), crlAddress);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new PkiException("No root " + name, e);
        }
    }

    /**
     * Issues an authority below this one, which must be a root.
     *
     * @param name its distinguished name
     * @param crlAddress where its CRL will be fetched
     * @return the authority
     */
    public CertificateAuthority issueAuthority(String name, Optional<String> crlAddress) {
        KeyPair keys = Keys.RSA.generate();
        try {
            JcaX509v3CertificateBuilder builder =
                    builder(name, keys.getPublic(), Validity.years(10));
            addAuthorityExtensions(builder, keys.getPublic());
            X509Certificate certificate = sign(builder, signer());
            return new CertificateAuthority(
                    new Identity(keys.getPrivate(), List.of(certificate)), crlAddress);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new PkiException("No authority " + name, e);
        }
    }

    /**
     * Issues a certificate for signing and encrypting mail.
     *
     * @param name the person's distinguished name
     * @param address the mail address
     * @param kind the kind of key to make
     * @param validity when the certificate is valid
     * @return the key, with its certificate and this authority's path
     */
    public Identity issue(String name, String address, Keys kind, Validity validity) {
        KeyPair keys = kind.generate();
        X509Certificate certificate =
                certify(name, address, keys.getPublic(), personUsage(kind), validity);
        return new Identity(
                keys.getPrivate(),
                Stream.concat(Stream.of(certificate), identity.path().stream()).toList());
    }

    /**
     * Issues a certificate for mail for a key of any kind.
     *
     * @param name the person's distinguished name
     * @param address the mail address
     * @param key the person's public key
     * @param usage what the key is for
     * @param validity when the certificate is valid
     * @return the certificate
     */
    public X509Certificate certify(
            String name, String address, PublicKey key, KeyUsage usage, Validity validity) {
        try {
            JcaX509v3CertificateBuilder builder = builder(name, key, validity);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, usage);
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_emailProtection));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.rfc822Name, address)));
            return sign(builder, signer());
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new PkiException("No certificate for " + address, e);
        }
    }

    /**
     * Issues a CRL that is good for a week.
     *
     * @param revoked the serial numbers of revoked certificates
     * @return the CRL
     */
    public X509CRL crl(Collection<BigInteger> revoked) {
        // A minute back, for readers whose clock is behind.
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.MINUTES);
        JcaX509v2CRLBuilder builder =
                new JcaX509v2CRLBuilder(
                        identity.certificate().getSubjectX500Principal(), Date.from(now));
        builder.setNextUpdate(Date.from(now.plus(7, ChronoUnit.DAYS)));
        revoked.forEach(s -> builder.addCRLEntry(s, Date.from(now), CRLReason.keyCompromise));
        try {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils()
                            .createAuthorityKeyIdentifier(identity.certificate()));
            builder.addExtension(
                    Extension.cRLNumber,
                    false,
                    new CRLNumber(BigInteger.valueOf(now.getEpochSecond())));
            return new JcaX509CRLConverter().getCRL(builder.build(signer()));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new PkiException("No CRL", e);
        }
    }

    /**
     * The authority's own key and certificate.
     *
     * @return the identity it issues with
     */
    public Identity identity() {
        return identity;
    }

    private JcaX509v3CertificateBuilder builder(String name, PublicKey key, Validity validity)
            throws IOException, GeneralSecurityException {
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        identity.certificate().getSubjectX500Principal(),
                        serial(),
                        validity.from(),
                        validity.to(),
                        new X500Principal(name),
                        key);
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                extensions.createAuthorityKeyIdentifier(identity.certificate()));
        if (crlAddress.isPresent()) {
            builder.addExtension(
                    Extension.cRLDistributionPoints, false, distributionPoint(crlAddress.get()));
        }
        return builder;
    }

    private static CRLDistPoint distributionPoint(String address) {
        GeneralNames names =
                new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, address));
        DistributionPoint point =
                new DistributionPoint(new DistributionPointName(names), null, null);
        return new CRLDistPoint(new DistributionPoint[] {point});
    }

    private static void addAuthorityExtensions(JcaX509v3CertificateBuilder builder, PublicKey key)
            throws IOException, GeneralSecurityException {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
    }

    private static KeyUsage personUsage(Keys kind) {
        int encrypting = kind == Keys.RSA ? KeyUsage.keyEncipherment : KeyUsage.keyAgreement;
        return new KeyUsage(KeyUsage.digitalSignature | encrypting);
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, ContentSigner signer)
            throws GeneralSecurityException {
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private ContentSigner signer() throws OperatorCreationException {
        return new JcaContentSignerBuilder(Keys.signatureAlgorithm(identity.key()))
                .build(identity.key());
    }

    private static ContentSigner signer(KeyPair keys) throws OperatorCreationException {
        return new JcaContentSignerBuilder(Keys.signatureAlgorithm(keys.getPrivate()))
                .build(keys.getPrivate());
    }

    private static BigInteger serial() {
        // 20 octets at most, positive, and not to be guessed (RFC 5280 §4.1.2.2).
        return new BigInteger(150, RANDOM).setBit(149);
    }
}
