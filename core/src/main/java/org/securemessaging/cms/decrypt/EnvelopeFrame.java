package org.securemessaging.cms.decrypt;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.securemessaging.cms.BerReader;
import org.securemessaging.cms.CmsFormatException;
import org.securemessaging.cms.CmsLimitException;
import org.securemessaging.cms.CmsType;
import org.securemessaging.mime.CiphertextCheck;

/**
 * Reads an EnvelopedData or AuthEnvelopedData in one pass, and refuses all that would let somebody
 * without a recipient's key read something in it. Thread safe.
 */
final class EnvelopeFrame {
    /** A version, an algorithm with its parameters, a tag. */
    static final int SMALL = 1024;

    /** Certificates and signatures: a chain of four with post-quantum keys has some 60 KB. */
    static final int SIGNATURE = 256 << 10;

    /** Authenticated attributes: content type, and the like. */
    private static final int ATTRIBUTES = 4096;

    private static final int BUFFER = 8192;

    private final ContentDecryptions ciphers;
    private final DecryptionLimits limits = DecryptionLimits.DEFAULT;

    EnvelopeFrame(ContentDecryptions ciphers) {
        this.ciphers = ciphers;
    }

    /**
     * Reads it to its end.
     *
     * @throws CmsFormatException if it is anything else, or some of it can be read without a key
     * @throws CmsLimitException if it is larger than the limits allow
     * @throws IOException if it can't be read
     */
    void read(BerReader reader) throws IOException {
        reader.enter(BerReader.SEQUENCE);
        CmsType type = CmsType.of(reader.objectIdentifier());
        require(
                type == CmsType.ENVELOPED_DATA || type == CmsType.AUTH_ENVELOPED_DATA,
                "not encrypted to anybody");
        reader.enter(BerReader.CONTEXT_0);
        reader.enter(BerReader.SEQUENCE);
        reader.element(SMALL, "version");
        recipients(reader);
        content(reader, type);
        if (type == CmsType.AUTH_ENVELOPED_DATA) {
            if (reader.next() == BerReader.CONTEXT_1) {
                reader.element(ATTRIBUTES, "authAttrs");
            }
            reader.element(SMALL, "mac");
        }
        // No unprotected attributes: nothing needs them, and they can be read.
        reader.leave();
        reader.leave();
        reader.leave();
    }

    /** Each by a certificate: a password, or a key that has a name alone, may be anybody's. */
    private void recipients(BerReader reader) throws IOException {
        reader.enter(BerReader.SET);
        int count = 0;
        int left = limits.recipientOctets();
        while (reader.next() != BerReader.END) {
            byte[] element = reader.element(left, "recipientInfos");
            left -= element.length;
            List<Recipient> recipients = RecipientReader.read(element);
            count += recipients.size();
            require(recipients.stream().allMatch(EnvelopeFrame::isByCertificate), "no certificate");
            if (count > limits.recipients()) {
                throw new CmsLimitException("more than " + limits.recipients() + " recipients");
            }
        }
        reader.leave();
        require(count > 0, "an envelope for nobody");
    }

    private static boolean isByCertificate(Recipient recipient) {
        return recipient.id() instanceof RecipientId.IssuerAndSerial
                || recipient.id() instanceof RecipientId.KeyIdentifier;
    }

    private void content(BerReader reader, CmsType type) throws IOException {
        reader.enter(BerReader.SEQUENCE);
        reader.objectIdentifier();
        AlgorithmIdentifier algorithm =
                EnvelopeReader.algorithm(reader.element(SMALL, "algorithm"));
        ContentDecryption cipher =
                ciphers.of(type, DerivedKeys.of(algorithm).algorithm())
                        .orElseThrow(() -> new CmsFormatException("no cipher that is known"));
        require(
                cipher.old().filter(old -> old != OldCipher.TRIPLE_DES).isEmpty(),
                "a cipher that anybody can break");
        CiphertextCheck check = new CiphertextCheck();
        byte[] buffer = new byte[BUFFER];
        try (InputStream content = reader.implicitOctets()) {
            for (int got = content.read(buffer); got >= 0; got = content.read(buffer)) {
                check.update(buffer, 0, got);
            }
        }
        reader.leave();
        require(check.passed(), "text in the place of ciphertext");
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw new CmsFormatException(complaint);
        }
    }
}
