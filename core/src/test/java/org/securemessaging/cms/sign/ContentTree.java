package org.securemessaging.cms.sign;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.securemessaging.mime.CanonicalInputStream;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.HeaderField;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.TransferEncoding;

/**
 * A message's content as a reader sees it: parts, their fields but for how they are encoded, and
 * what is in them without that encoding.
 */
final class ContentTree {
    private static final EntityReader READER = new EntityReader(MimeLimits.DEFAULT);

    private final List<String> lines = new ArrayList<>();

    private ContentTree() {}

    static List<String> of(byte[] message) {
        return of(READER.read(MessageBytes.of(message).octets()));
    }

    static List<String> of(Entity entity) {
        ContentTree tree = new ContentTree();
        try {
            tree.entity("", entity, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tree.lines;
    }

    private void entity(String place, Entity entity, boolean contentFieldsOnly) throws IOException {
        for (HeaderField field : entity.header().fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (!name.equals("content-transfer-encoding")
                    && (!contentFieldsOnly || name.startsWith("content-"))) {
                lines.add(place + " " + name + ": " + field.body());
            }
        }
        if (!entity.parts().isEmpty()) {
            octets(place + " preamble", entity.preamble().map(it -> it.open()));
            for (int i = 0; i < entity.parts().size(); i++) {
                entity(place + "." + (i + 1), entity.parts().get(i), false);
            }
            octets(place + " epilogue", entity.epilogue().map(it -> it.open()));
        } else if (entity.contentType().is("message/rfc822")
                && entity.transferEncoding().isIdentity()) {
            entity(place + "/", READER.read(entity.body()), false);
        } else {
            octets(place + " body", Optional.of(body(entity)));
        }
    }

    /** Line ends are line ends, except in what is binary. */
    private static InputStream body(Entity entity) {
        boolean exact =
                entity.transferEncoding() == TransferEncoding.BINARY
                        || entity.transferEncoding() == TransferEncoding.BASE64;
        return exact ? entity.decodedBody() : new CanonicalInputStream(entity.decodedBody());
    }

    private void octets(String place, Optional<InputStream> octets) throws IOException {
        if (octets.isPresent()) {
            try (InputStream in = new CanonicalInputStream(octets.get())) {
                lines.add(place + " " + HexFormat.of().formatHex(in.readAllBytes()));
            }
        }
    }
}
