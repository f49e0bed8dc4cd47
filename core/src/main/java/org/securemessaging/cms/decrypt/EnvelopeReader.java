package org.securemessaging.cms.decrypt;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.securemessaging.cms.BerReader;
import org.securemessaging.cms.CmsFormatException;
import org.securemessaging.cms.CmsLimitException;
import org.securemessaging.cms.CmsType;

/**
 * Reads an EnvelopedData, AuthEnvelopedData, EncryptedData or PKCS #7's SignedAndEnvelopedData from
 * a stream, whose content passes by. What authenticates the content stands behind it, so a
 * structure is read twice: once for all but the content, then for the content. One use by one
 * thread.
 */
final class EnvelopeReader {
    /** Takes the encrypted content while it passes, to its end. */
    @FunctionalInterface
    interface ContentSink<T> {
        T take(InputStream content) throws IOException;
    }

    /** Certificates and CRLs of the originator, which nothing here needs. */
    private static final int ORIGINATOR_OCTETS = 1 << 20;

    private static final int VERSION_OCTETS = 16;
    private static final int ALGORITHM_OCTETS = 1024;

    /** Attributes that nothing here needs but for the tag over them. */
    private static final int ATTRIBUTES_OCTETS = 256 << 10;

    /** The longest tag has 16 octets. */
    private static final int MAC_OCTETS = 256;

    private static final int CONTEXT_2 = 0xA2;

    /** Certificates, CRLs or signers, which nothing here needs; of each there is one element. */
    private static final int SIGNERS_OCTETS = 1 << 20;

    /** Identifier and length, and the end of contents, of a set. */
    private static final int HEAD = 16;

    private final DecryptionLimits limits;
    private final BerReader reader;

    EnvelopeReader(InputStream der, DecryptionLimits limits) {
        this.limits = limits;
        this.reader = new BerReader(new BufferedInputStream(der));
    }

    /** Everything but the content, to the end of the structure. */
    Envelope read() throws IOException {
        CmsType type = start();
        List<Recipient> recipients = type == CmsType.ENCRYPTED_DATA ? List.of() : recipients();
        skipDigests(type);
        reader.enter(BerReader.SEQUENCE);
        String contentType = reader.objectIdentifier().getId();
        AlgorithmIdentifier algorithm = algorithm();
        Optional<Long> contentLength =
                reader.next() == BerReader.END
                        ? Optional.empty()
                        : Optional.of(octets(reader.implicitOctets()));
        reader.leave();
        byte[] authenticated = new byte[0];
        byte[] mac = new byte[0];
        if (type == CmsType.AUTH_ENVELOPED_DATA) {
            authenticated = attributes();
            mac = octetString(reader.element(MAC_OCTETS, "mac"));
            skipOptional(CONTEXT_2);
        } else if (type == CmsType.SIGNED_AND_ENVELOPED_DATA) {
            skipSigners();
        } else {
            skipOptional(BerReader.CONTEXT_1);
        }
        reader.leave();
        reader.leave();
        reader.leave();
        return new Envelope(
                type,
                recipients,
                contentType,
                algorithm,
                contentLength,
                new DEROctetString(authenticated),
                new DEROctetString(mac));
    }

    /** The content of a structure that was read before; what stands behind it is not read. */
    <T> T content(ContentSink<T> sink) throws IOException {
        CmsType type = start();
        if (type != CmsType.ENCRYPTED_DATA) {
            reader.element(limits.recipientOctets() + HEAD, "recipientInfos");
        }
        skipDigests(type);
        reader.enter(BerReader.SEQUENCE);
        reader.objectIdentifier();
        algorithm();
        return sink.take(reader.implicitOctets());
    }

    /** Reads to where the recipients begin. */
    private CmsType start() throws IOException {
        reader.enter(BerReader.SEQUENCE);
        CmsType type = CmsType.of(reader.objectIdentifier());
        if (!type.encrypted()) {
            throw new CmsFormatException("no encrypted data");
        }
        reader.enter(BerReader.CONTEXT_0);
        reader.enter(BerReader.SEQUENCE);
        if (reader.next() != BerReader.INTEGER) {
            throw new CmsFormatException("no version");
        }
        reader.element(VERSION_OCTETS, "version");
        if (reader.next() == BerReader.CONTEXT_0 && type != CmsType.ENCRYPTED_DATA) {
            reader.element(ORIGINATOR_OCTETS, "originatorInfo");
        }
        return type;
    }

    private List<Recipient> recipients() throws IOException {
        List<Recipient> recipients = new ArrayList<>();
        reader.enter(BerReader.SET);
        int left = limits.recipientOctets();
        while (reader.next() != BerReader.END) {
            byte[] element = reader.element(left, "recipientInfos");
            left -= element.length;
            recipients.addAll(RecipientReader.read(element));
            if (recipients.size() > limits.recipients()) {
                throw new CmsLimitException("more than " + limits.recipients() + " recipients");
            }
        }
        reader.leave();
        return recipients;
    }

    private AlgorithmIdentifier algorithm() throws IOException {
        return algorithm(reader.element(ALGORITHM_OCTETS, "contentEncryptionAlgorithm"));
    }

    static AlgorithmIdentifier algorithm(byte[] element) {
        try {
            return AlgorithmIdentifier.getInstance(BerReader.parse(element));
        } catch (CmsFormatException e) {
            throw e;
        } catch (RuntimeException e) {
            // Bouncy Castle answers malformed ASN.1 with many kinds of unchecked exception.
            throw new CmsFormatException("malformed AlgorithmIdentifier", e);
        }
    }

    /** RFC 5083 §2.2: the tag is over their DER, as a SET OF and not as [1]. */
    private byte[] attributes() throws IOException {
        if (reader.next() != BerReader.CONTEXT_1) {
            return new byte[0];
        }
        byte[] element = reader.element(ATTRIBUTES_OCTETS, "authAttrs");
        element[0] = BerReader.SET;
        if (BerReader.parse(element) instanceof ASN1Set attributes) {
            return attributes.getEncoded(ASN1Encoding.DER);
        }
        throw new CmsFormatException("malformed authAttrs");
    }

    /** RFC 2315 §11.1: the signers' digest algorithms stand before the content. */
    private void skipDigests(CmsType type) throws IOException {
        if (type == CmsType.SIGNED_AND_ENVELOPED_DATA) {
            reader.element(ALGORITHM_OCTETS, "digestAlgorithms");
        }
    }

    /** RFC 2315 §11.1: certificates, CRLs and the signers stand behind it. */
    private void skipSigners() throws IOException {
        while (reader.next() != BerReader.END) {
            reader.element(SIGNERS_OCTETS, "signers");
        }
    }

    private void skipOptional(int identifier) throws IOException {
        if (reader.next() == identifier) {
            reader.element(ATTRIBUTES_OCTETS, "attributes");
        }
    }

    private static byte[] octetString(byte[] element) {
        if (BerReader.parse(element) instanceof ASN1OctetString octets) {
            return octets.getOctets();
        }
        throw new CmsFormatException("no mac");
    }

    private static long octets(InputStream content) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long length = 0;
        for (int got = content.read(buffer); got >= 0; got = content.read(buffer)) {
            length += got;
        }
        return length;
    }
}
