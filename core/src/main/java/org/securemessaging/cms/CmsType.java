package org.securemessaging.cms;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/**
 * The content type of a CMS structure (RFC 5652 §3), which alone says what it is: the smime-type
 * parameter and the file name are the sender's words. Immutable and thread safe.
 */
public enum CmsType {
    /** RFC 5652 §4. */
    DATA(CMSObjectIdentifiers.data.getId(), "data"),
    /** RFC 5652 §5; certs-only too is signed data. */
    SIGNED_DATA(CMSObjectIdentifiers.signedData.getId(), "signed-data"),
    /** RFC 5652 §6. */
    ENVELOPED_DATA(CMSObjectIdentifiers.envelopedData.getId(), "enveloped-data"),
    /** RFC 5083. */
    AUTH_ENVELOPED_DATA(CMSObjectIdentifiers.authEnvelopedData.getId(), "authEnveloped-data"),
    /** RFC 3274. */
    COMPRESSED_DATA(CMSObjectIdentifiers.compressedData.getId(), "compressed-data"),
    /** RFC 5652 §7. */
    DIGESTED_DATA(CMSObjectIdentifiers.digestedData.getId(), "digested-data"),
    /** RFC 5652 §8. */
    ENCRYPTED_DATA(CMSObjectIdentifiers.encryptedData.getId(), "encrypted-data"),
    /** PKCS #7's own (RFC 2315 §11), which CMS did not keep. */
    SIGNED_AND_ENVELOPED_DATA(
            PKCSObjectIdentifiers.signedAndEnvelopedData.getId(), "signed-and-enveloped-data"),
    /** RFC 5652 §9. */
    AUTHENTICATED_DATA(CMSObjectIdentifiers.authenticatedData.getId(), "authenticated-data"),
    /** Anything else, and what is no CMS structure at all. */
    UNKNOWN("", "unknown");

    /** Two identifiers with their lengths, and a content type of the longest kind known. */
    private static final int PEEK_OCTETS = 64;

    private final String oid;
    private final String word;

    CmsType(String oid, String word) {
        this.oid = oid;
        this.word = word;
    }

    /**
     * The word that smime-type uses where RFC 8551 §3.2.2 has one, and one of its make otherwise.
     *
     * @return such as {@code signed-data}
     */
    public String word() {
        return word;
    }

    String oid() {
        return oid;
    }

    /**
     * Whether this type hides its content.
     *
     * @return true for enveloped, authEnveloped, encrypted, and signed and enveloped data
     */
    public boolean encrypted() {
        return this == ENVELOPED_DATA
                || this == AUTH_ENVELOPED_DATA
                || this == ENCRYPTED_DATA
                || this == SIGNED_AND_ENVELOPED_DATA;
    }

    /**
     * Reads the type at the start of a structure.
     *
     * @param start DER or BER octets; at most 64 are read, and the stream is not closed
     * @return the type; {@link #UNKNOWN} if there is none
     * @throws IOException if the stream can't be read
     */
    public static CmsType peek(InputStream start) throws IOException {
        return peek(start.readNBytes(PEEK_OCTETS));
    }

    /**
     * Reads the type at the start of a structure.
     *
     * @param start the structure or its first 64 octets
     * @return the type; {@link #UNKNOWN} if there is none
     */
    public static CmsType peek(byte[] start) {
        try {
            BerReader reader = new BerReader(new ByteArrayInputStream(start));
            reader.enter(BerReader.SEQUENCE);
            return of(reader.objectIdentifier());
        } catch (CmsFormatException | CmsLimitException e) {
            return UNKNOWN;
        } catch (IOException e) {
            throw new UncheckedIOException("octets in memory can't fail to be read", e);
        }
    }

    /**
     * The type with a given object identifier.
     *
     * @param contentType the identifier
     * @return the type; {@link #UNKNOWN} if it is not known here
     */
    public static CmsType of(ASN1ObjectIdentifier contentType) {
        return Arrays.stream(values())
                .filter(type -> type.oid.equals(contentType.getId()))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
