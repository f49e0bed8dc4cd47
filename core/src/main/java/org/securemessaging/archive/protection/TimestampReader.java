package org.securemessaging.archive.protection;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.Attributes;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.Store;

/** Reads the timestamp of a signature, which must be one of that signature. Thread safe. */
final class TimestampReader {
    private final Provider bouncyCastle;

    TimestampReader(Provider bouncyCastle) {
        this.bouncyCastle = bouncyCastle;
    }

    /**
     * Reads the timestamp.
     *
     * @return what it says, or empty if there is none
     * @throws BrokenSealException if it is another's, or does not hold
     */
    Optional<TimestampFacts> read(SignerInfo info) {
        ASN1Set unsigned = info.getUnauthenticatedAttributes();
        if (unsigned == null) {
            return Optional.empty();
        }
        try {
            for (ASN1Encodable each : Attributes.getInstance(unsigned).getAttributes()) {
                Attribute attribute = Attribute.getInstance(each);
                if (attribute
                        .getAttrType()
                        .equals(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken)) {
                    ContentInfo token = ContentInfo.getInstance(attribute.getAttributeValues()[0]);
                    return Optional.of(
                            facts(
                                    new TimeStampToken(token),
                                    info.getEncryptedDigest().getOctets()));
                }
            }
            return Optional.empty();
        } catch (TSPException
                | IOException
                | OperatorCreationException
                | CertificateException
                | RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new BrokenSealException("its timestamp does not hold: " + e.getMessage());
        }
    }

    private TimestampFacts facts(TimeStampToken token, byte[] signature)
            throws TSPException, OperatorCreationException, CertificateException {
        X509CertificateHolder signer = certificate(token);
        token.validate(
                new JcaSimpleSignerInfoVerifierBuilder().setProvider(bouncyCastle).build(signer));
        byte[] imprint =
                digest(token.getTimeStampInfo().getMessageImprintAlgOID().getId(), signature);
        if (!MessageDigest.isEqual(imprint, token.getTimeStampInfo().getMessageImprintDigest())) {
            throw new BrokenSealException("its timestamp is another signature's");
        }
        return new TimestampFacts(
                token.getTimeStampInfo().getGenTime().toInstant(), signer.getSubject().toString());
    }

    private byte[] digest(String oid, byte[] octets) {
        try {
            return MessageDigest.getInstance(oid, bouncyCastle).digest(octets);
        } catch (NoSuchAlgorithmException e) {
            throw new BrokenSealException("its timestamp has an unknown digest");
        }
    }

    private static X509CertificateHolder certificate(TimeStampToken token) {
        Store<X509CertificateHolder> certificates = token.getCertificates();
        return certificates.getMatches(null).stream()
                .filter(token.getSID()::match)
                .findFirst()
                .orElseThrow(() -> new BrokenSealException("its timestamp has no certificate"));
    }
}
