package org.securemessaging.cms.sign;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.cms.DigestAlgorithm;
import org.securemessaging.mime.transport.Content;
import org.securemessaging.mime.transport.Contents;

/**
 * A finished signature, to be written with its content or without it, in DER: since the content's
 * length is known, all lengths are definite, which every reader can take. Immutable and thread
 * safe.
 */
public final class CmsSignature {
    private static final int SEQUENCE = 0x30;
    private static final int EXPLICIT_0 = 0xa0;
    private static final int OCTET_STRING = 0x04;

    /** RFC 5652 §5.1: the version if content is data, signers are named by issuer and serial. */
    private static final int VERSION = 1;

    private final List<SignerInfo> signers;
    private final List<Certificate> certificates;
    private final List<DigestAlgorithm> digests;
    private final long contentLength;

    CmsSignature(
            List<SignerInfo> signers,
            List<Certificate> certificates,
            List<DigestAlgorithm> digests,
            long contentLength) {
        this.signers = List.copyOf(signers);
        this.certificates = List.copyOf(certificates);
        this.digests = List.copyOf(digests);
        this.contentLength = contentLength;
    }

    /**
     * How many signers there are.
     *
     * @return one or more
     */
    public int signers() {
        return signers.size();
    }

    /**
     * The micalg parameter of {@code multipart/signed} (RFC 8551 §3.5.3.2).
     *
     * @return the digests' names with commas between them
     */
    public String micalg() {
        return micalg(digests);
    }

    static String micalg(List<DigestAlgorithm> digests) {
        return digests.stream()
                .map(digest -> digest.standardName().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    }

    /**
     * SignedData without its content.
     *
     * @return a ContentInfo
     */
    public byte[] detached() {
        byte[] type = der(CMSObjectIdentifiers.data);
        byte[] tail = tail();
        return concat(head(concat(header(SEQUENCE, type.length), type), tail.length), tail);
    }

    /**
     * SignedData with its content.
     *
     * @param content the octets that were signed
     * @return a ContentInfo
     */
    public Content enclosing(Content content) {
        byte[] type = der(CMSObjectIdentifiers.data);
        byte[] octets = header(OCTET_STRING, contentLength);
        byte[] explicit = header(EXPLICIT_0, octets.length + contentLength);
        long length = type.length + explicit.length + octets.length + contentLength;
        byte[] before = concat(header(SEQUENCE, length), type, explicit, octets);
        byte[] tail = tail();
        byte[] head = head(before, contentLength + tail.length);
        return new Contents(List.of(Contents.of(head), content, Contents.of(tail)));
    }

    /**
     * What stands before the content.
     *
     * @param encapsulated the encapContentInfo as far as it stands there
     * @param behind how many octets follow
     */
    private byte[] head(byte[] encapsulated, long behind) {
        byte[] version = der(new ASN1Integer(VERSION));
        byte[] algorithms = der(digestAlgorithms());
        long inner = version.length + algorithms.length + encapsulated.length + behind;
        byte[] signedData = header(SEQUENCE, inner);
        byte[] explicit = header(EXPLICIT_0, signedData.length + inner);
        byte[] type = der(CMSObjectIdentifiers.signedData);
        long whole = type.length + explicit.length + signedData.length + inner;
        return concat(
                header(SEQUENCE, whole),
                type,
                explicit,
                signedData,
                version,
                algorithms,
                encapsulated);
    }

    private DERSet digestAlgorithms() {
        ASN1EncodableVector identifiers = new ASN1EncodableVector();
        digests.forEach(digest -> identifiers.add(new AlgorithmIdentifier(digest.oid())));
        return new DERSet(identifiers);
    }

    private byte[] tail() {
        ASN1EncodableVector included = new ASN1EncodableVector();
        certificates.forEach(each -> included.add(each.holder().toASN1Structure()));
        ASN1EncodableVector infos = new ASN1EncodableVector();
        signers.forEach(infos::add);
        return concat(
                der(new DERTaggedObject(false, 0, new DERSet(included))), der(new DERSet(infos)));
    }

    private static byte[] header(int tag, long length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 0x80) {
            out.write((int) length);
            return out.toByteArray();
        }
        int octets = (Long.SIZE - Long.numberOfLeadingZeros(length) + 7) / 8;
        out.write(0x80 | octets);
        for (int shift = (octets - 1) * 8; shift >= 0; shift -= 8) {
            out.write((int) (length >>> shift));
        }
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    private static byte[] der(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException("octets in memory can't fail to be written", e);
        }
    }
}
