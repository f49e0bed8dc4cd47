package org.securemessaging.cms.sign;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.Provider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.CertifiedKey;
import org.securemessaging.cms.DigestAlgorithm;
import org.securemessaging.mime.transport.Content;

/**
 * Signs octets as SignedData (RFC 5652 §5): the content is read as a stream, once for its digests,
 * and every key signs a set of attributes that holds its digest. Thread safe.
 */
public final class SignedDataSigner {
    private final SigningSettings settings;
    private final Provider bouncyCastle;
    private final Optional<Timestamps> timestamps;
    private final PrivateKeyOperation operation;

    /**
     * A signer.
     *
     * @param settings how signatures are made
     * @param bouncyCastle an instance of Bouncy Castle's provider, not registered in the JVM
     * @param timestamps who stamps the signatures, if anyone does
     */
    public SignedDataSigner(
            SigningSettings settings, Provider bouncyCastle, Optional<Timestamps> timestamps) {
        this.settings = settings;
        this.bouncyCastle = bouncyCastle;
        this.timestamps = timestamps;
        this.operation = new PrivateKeyOperation(bouncyCastle);
    }

    /**
     * Signs.
     *
     * @param content the octets in the form that readers digest; read once
     * @param identity in whose name
     * @param at the signing time, kept to the second
     * @return the signature
     * @throws SigningException if a key can't be used
     * @throws SigningUnavailableException if a token or the timestamp's authority is away
     * @throws IOException if the content can't be read
     */
    public CmsSignature sign(Content content, SigningIdentity identity, Instant at)
            throws IOException {
        return sign(content, OutputStream.nullOutputStream(), identity, at);
    }

    /** Signs, and writes the content on while it is read. */
    CmsSignature sign(Content content, OutputStream copy, SigningIdentity identity, Instant at)
            throws IOException {
        List<Signatory> signatories = Signatory.of(identity, settings);
        List<DigestAlgorithm> digests = Signatory.digests(signatories);
        ContentDigests digested;
        try (InputStream in = content.open()) {
            digested = ContentDigests.of(in, copy, digests, bouncyCastle);
        }
        List<SignerInfo> infos = new ArrayList<>();
        for (Signatory each : signatories) {
            byte[] digest = digested.value(each.algorithm().digest());
            infos.add(signerInfo(each, identity.encryption(), digest, at));
        }
        return new CmsSignature(infos, certificates(identity), digests, digested.length());
    }

    /** What {@link CmsSignature#micalg} will be, for those who write it before the content. */
    String micalg(SigningIdentity identity) {
        return CmsSignature.micalg(Signatory.digests(Signatory.of(identity, settings)));
    }

    private List<Certificate> certificates(SigningIdentity identity) {
        List<Certificate> all = new ArrayList<>();
        identity.keys().forEach(key -> all.addAll(settings.chain().of(key)));
        identity.encryption().ifPresent(all::add);
        return all.stream().distinct().toList();
    }

    private SignerInfo signerInfo(
            Signatory signatory, Optional<Certificate> encryption, byte[] digest, Instant at) {
        CertifiedKey key = signatory.key();
        SigningAlgorithm algorithm = signatory.algorithm();
        DERSet attributes =
                SignedAttributes.of(key.certificate(), encryption, algorithm, digest, at);
        byte[] signature = operation.sign(key, algorithm, encoded(attributes));
        IssuerAndSerialNumber signer =
                new IssuerAndSerialNumber(
                        key.certificate().issuer(), key.certificate().serialNumber());
        return new SignerInfo(
                new SignerIdentifier(signer),
                algorithm.digestIdentifier(),
                attributes,
                algorithm.signature(),
                new DEROctetString(signature),
                unsigned(signature));
    }

    private ASN1Set unsigned(byte[] signature) {
        return timestamps
                .map(
                        authority ->
                                (ASN1Set)
                                        new DERSet(
                                                new Attribute(
                                                        PKCSObjectIdentifiers
                                                                .id_aa_signatureTimeStampToken,
                                                        new DERSet(
                                                                parsed(
                                                                        authority.stamp(
                                                                                signature))))))
                .orElse(null);
    }

    private static ASN1Primitive parsed(byte[] der) {
        try {
            return ASN1Primitive.fromByteArray(der);
        } catch (IOException e) {
            throw new SigningUnavailableException("the timestamp is no structure", e);
        }
    }

    private static byte[] encoded(DERSet attributes) {
        try {
            return attributes.getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException("octets in memory can't fail to be written", e);
        }
    }
}
