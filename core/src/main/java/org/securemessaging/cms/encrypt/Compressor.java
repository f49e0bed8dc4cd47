package org.securemessaging.cms.encrypt;

import java.io.IOException;
import java.io.OutputStream;
import org.bouncycastle.cms.CMSCompressedDataStreamGenerator;
import org.bouncycastle.cms.jcajce.ZlibCompressor;

/** Compresses content: CompressedData with zlib (RFC 3274), as a stream. Stateless. */
final class Compressor {
    // A segment of the octet string; the last one alone is shorter.
    private static final int SEGMENT_OCTETS = 32 * 1024;

    private Compressor() {}

    /**
     * Takes the content; closed, it ends the structure, but closes not what the structure is in.
     */
    static OutputStream open(OutputStream structure) throws IOException {
        CMSCompressedDataStreamGenerator generator = new CMSCompressedDataStreamGenerator();
        generator.setBufferSize(SEGMENT_OCTETS);
        return generator.open(structure, new ZlibCompressor());
    }
}
