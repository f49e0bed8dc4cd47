package org.securemessaging.cms.decrypt;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.securemessaging.cms.BerReader;
import org.securemessaging.cms.CmsFormatException;
import org.securemessaging.cms.CmsLimitException;
import org.securemessaging.cms.CmsType;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MessageTooLargeException;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * Opens CompressedData (RFC 3274), within bounds: zlib makes a thousand octets of one, and a mail
 * of a megabyte shall not fill a disk. Immutable and thread safe.
 */
public final class Decompressor {
    private static final int SMALL = 1024;

    private final int ratio;

    /**
     * A decompressor.
     *
     * @param ratio how many times longer the content may be than what it is compressed to, beyond
     *     its first megabyte
     */
    public Decompressor(int ratio) {
        this.ratio = ratio;
    }

    /**
     * Opens one layer.
     *
     * @param structure the structure
     * @param spool where the content goes, and how large it may be
     * @return the content, or why there is none
     * @throws IOException if the structure, or a temporary file, can't be read or written
     */
    public Decompression open(LayerOctets structure, SpoolLimits spool) throws IOException {
        try (InputStream der = structure.open()) {
            return open(new BerReader(new BufferedInputStream(der)), spool);
        } catch (CmsFormatException | ZipException | EOFException e) {
            return closed(ReasonCode.MALFORMED_CMS, "malformed compression: " + e.getMessage());
        } catch (CmsLimitException e) {
            return closed(ReasonCode.LIMIT_EXCEEDED, e.getMessage());
        } catch (MessageTooLargeException e) {
            return closed(ReasonCode.LIMIT_EXCEEDED, "content of " + e.getMessage());
        }
    }

    private Decompression open(BerReader reader, SpoolLimits spool) throws IOException {
        reader.enter(BerReader.SEQUENCE);
        if (CmsType.of(reader.objectIdentifier()) != CmsType.COMPRESSED_DATA) {
            throw new CmsFormatException("no compressed data");
        }
        reader.enter(BerReader.CONTEXT_0);
        reader.enter(BerReader.SEQUENCE);
        reader.element(SMALL, "version");
        AlgorithmIdentifier algorithm = algorithm(reader.element(SMALL, "compressionAlgorithm"));
        if (!algorithm.getAlgorithm().equals(CMSObjectIdentifiers.zlibCompress)) {
            return closed(
                    ReasonCode.UNSUPPORTED_ALGORITHM, "compression " + algorithm.getAlgorithm());
        }
        reader.enter(BerReader.SEQUENCE);
        String contentType = reader.objectIdentifier().getId();
        reader.enter(BerReader.CONTEXT_0);
        return new Decompression.Opened(inflate(reader.value(), spool), contentType);
    }

    private MessageBytes inflate(InputStream compressed, SpoolLimits spool) throws IOException {
        Inflater inflater = new Inflater();
        try {
            return MessageBytes.read(
                    new BoundedInflation(
                            new InflaterInputStream(compressed, inflater), inflater, ratio),
                    spool);
        } finally {
            inflater.end();
        }
    }

    private static AlgorithmIdentifier algorithm(byte[] element) {
        try {
            return AlgorithmIdentifier.getInstance(BerReader.parse(element));
        } catch (IllegalArgumentException e) {
            throw new CmsFormatException("malformed AlgorithmIdentifier", e);
        }
    }

    private static Decompression closed(ReasonCode reason, String detail) {
        return new Decompression.Closed(Finding.of(reason, detail));
    }
}
