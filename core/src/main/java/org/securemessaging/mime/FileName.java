package org.securemessaging.mime;

import java.util.Map;
import java.util.Optional;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/**
 * Finds the file name of an entity (RFC 2183 §2.3, RFC 2231, and RFC 2047 as programs write it).
 */
final class FileName {
    /** Longer than any file system's names, however they are encoded. */
    private static final int LONGEST = 4096;

    private FileName() {}

    static Optional<String> of(Header header, ContentType type) {
        return header.first("Content-Disposition")
                .flatMap(FileName::inDisposition)
                .or(() -> type.parameter("name"))
                .map(FileName::decode)
                .filter(name -> !name.isEmpty());
    }

    private static Optional<String> inDisposition(HeaderField field) {
        Map<String, String> values =
                ExtendedParameters.join(new ParameterReader(field.body()).parameters());
        return Optional.ofNullable(values.get("filename"));
    }

    private static String decode(String written) {
        String name = written.length() > LONGEST ? written.substring(0, LONGEST) : written;
        return DecoderUtil.decodeEncodedWords(name, DecodeMonitor.SILENT).strip();
    }
}
