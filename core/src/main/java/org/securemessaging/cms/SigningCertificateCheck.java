package org.securemessaging.cms;

import java.security.MessageDigest;
import java.security.Provider;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ess.ESSCertID;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificate;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.NameKey;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * Compares the signer's certificate with the attributes signingCertificate and signingCertificateV2
 * (RFC 5035 §3, §5). Only the first certificate they name is the signer's; the others limit the
 * path, which is not looked at here.
 */
final class SigningCertificateCheck {
    private final Attributes attributes;
    private final Provider bouncyCastle;

    SigningCertificateCheck(Attributes attributes, Provider bouncyCastle) {
        this.attributes = attributes;
        this.bouncyCastle = bouncyCastle;
    }

    /** Why the certificate is not the one the signer named; empty if it is or none is named. */
    Optional<Finding> check(Certificate certificate) {
        try {
            return version1(certificate).or(() -> version2(certificate));
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            return Optional.of(
                    Finding.of(
                            ReasonCode.ATTRIBUTES_INVALID,
                            "malformed signingCertificate: " + e.getMessage()));
        }
    }

    private Optional<Finding> version1(Certificate certificate) {
        Optional<ESSCertID> named =
                attributes
                        .single(PKCSObjectIdentifiers.id_aa_signingCertificate)
                        .map(SigningCertificate::getInstance)
                        .map(value -> value.getCerts()[0]);
        return named.flatMap(
                id ->
                        compare(
                                certificate,
                                DigestAlgorithm.SHA_1,
                                id.getCertHash(),
                                Optional.ofNullable(id.getIssuerSerial())));
    }

    private Optional<Finding> version2(Certificate certificate) {
        Optional<ESSCertIDv2> named =
                attributes
                        .single(PKCSObjectIdentifiers.id_aa_signingCertificateV2)
                        .map(SigningCertificateV2::getInstance)
                        .map(value -> value.getCerts()[0]);
        if (named.isEmpty()) {
            return Optional.empty();
        }
        ESSCertIDv2 id = named.get();
        Optional<DigestAlgorithm> digest = DigestAlgorithm.of(id.getHashAlgorithm());
        if (digest.isEmpty()) {
            return Optional.of(
                    Finding.of(
                            ReasonCode.UNSUPPORTED_ALGORITHM,
                            "signingCertificateV2 with digest "
                                    + id.getHashAlgorithm().getAlgorithm()));
        }
        return compare(
                certificate,
                digest.get(),
                id.getCertHash(),
                Optional.ofNullable(id.getIssuerSerial()));
    }

    private Optional<Finding> compare(
            Certificate certificate,
            DigestAlgorithm digest,
            byte[] hash,
            Optional<IssuerSerial> issuerSerial) {
        byte[] actual = digest.newDigest(bouncyCastle).digest(certificate.encoded());
        if (!MessageDigest.isEqual(actual, hash)) {
            return mismatch("signingCertificate holds another certificate's digest");
        }
        if (issuerSerial.isPresent() && !names(issuerSerial.get(), certificate)) {
            return mismatch("signingCertificate holds another certificate's issuer and serial");
        }
        return Optional.empty();
    }

    /** RFC 5035 §5: the issuer is one directoryName. */
    private static boolean names(IssuerSerial issuerSerial, Certificate certificate) {
        GeneralName[] names = issuerSerial.getIssuer().getNames();
        return new ASN1Integer(certificate.serialNumber()).equals(issuerSerial.getSerial())
                && names.length == 1
                && names[0].getTagNo() == GeneralName.directoryName
                && NameKey.of(X500Name.getInstance(names[0].getName()))
                        .equals(NameKey.of(certificate.issuer()));
    }

    private static Optional<Finding> mismatch(String detail) {
        return Optional.of(Finding.of(ReasonCode.SIGNING_CERTIFICATE_MISMATCH, detail));
    }
}
