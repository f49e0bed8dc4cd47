package org.securemessaging.trust.list;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.certificate.DerCursor;
import org.securemessaging.cms.CertificateSource;
import org.securemessaging.cms.EncapsulatedReport;
import org.securemessaging.cms.SignedDataVerifier;
import org.securemessaging.cms.SignerReport;
import org.securemessaging.mime.SpoolLimits;

/** Who signed a Microsoft certificate trust list. Immutable and thread safe. */
public final class TrustListSignature {
    private final SignedDataVerifier verifier;
    private final SpoolLimits spool;

    /**
     * A check.
     *
     * @param verifier verifies the signature
     * @param spool where a large list is kept meanwhile
     */
    public TrustListSignature(SignedDataVerifier verifier, SpoolLimits spool) {
        this.verifier = verifier;
        this.spool = spool;
    }

    /**
     * The signer of a list, whose signature over these very octets holds. Whether the signer is to
     * be believed is for the caller to ask, by thumbprint or path.
     *
     * @param octets a {@code .stl} file
     * @return the signer's certificate; empty if the octets are no such list, or no signature holds
     */
    public Optional<Certificate> signer(byte[] octets) {
        return CertificateTrustList.parse(octets).flatMap(this::signer);
    }

    private Optional<Certificate> signer(CertificateTrustList list) {
        try {
            byte[] cms = asCms(list.signed(), value(list.content()));
            try (EncapsulatedReport report =
                    verifier.verifyEncapsulated(
                            new ByteArrayInputStream(cms), spool, CertificateSource.none())) {
                return report.report().signers().stream()
                        .filter(SignerReport::intact)
                        .flatMap(signer -> signer.certificate().stream())
                        .findFirst();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the content can't be kept", e);
        }
    }

    /** PKCS#7 signs a content that is no OCTET STRING without tag and length (RFC 2315 §9.3). */
    private static byte[] value(byte[] der) {
        DerCursor cursor = new DerCursor(der, 0, der.length);
        cursor.next();
        return Arrays.copyOfRange(der, cursor.contentStart(), cursor.contentEnd());
    }

    /** The same with the content as CMS has it (RFC 5652 §5.2.1). */
    private static byte[] asCms(SignedData signed, byte[] content) throws IOException {
        SignedData cms =
                new SignedData(
                        signed.getDigestAlgorithms(),
                        new ContentInfo(CertificateTrustList.CONTENT, new DEROctetString(content)),
                        signed.getCertificates(),
                        signed.getCRLs(),
                        signed.getSignerInfos());
        return new ContentInfo(CMSObjectIdentifiers.signedData, cms).getEncoded("DER");
    }
}
