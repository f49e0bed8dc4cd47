package org.securemessaging.mime;

import static org.securemessaging.mime.Texts.text;

import java.io.IOException;
import java.util.Optional;

/** Writes an entity with all its octets the way MIME4J's own tests do. */
final class StructureText {
    private static final String BREAK = "\r\n";

    private final StringBuilder out = new StringBuilder();

    private StructureText() {}

    static String of(Entity message) throws IOException {
        StructureText structure = new StructureText();
        structure.tagged("message", message);
        return structure.out.toString();
    }

    private void tagged(String tag, Entity entity) throws IOException {
        open(tag);
        open("header");
        for (HeaderField field : entity.header().fields()) {
            if (field.wellFormed()) {
                open("field");
                out.append(escape(withoutBreak(text(field.raw()))));
                close("field");
            }
        }
        close("header");
        content(entity);
        close(tag);
    }

    private void content(Entity entity) throws IOException {
        if (entity.contentType().isMultipart()
                && !entity.defects().contains(Defect.MISSING_BOUNDARY)) {
            open("multipart");
            octets("preamble", entity.preamble());
            for (Entity part : entity.parts()) {
                tagged("body-part", part);
            }
            // MIME4J reports an epilogue only if there is something in it.
            octets("epilogue", entity.epilogue().filter(epilogue -> !epilogue.isEmpty()));
            close("multipart");
        } else if (entity.contentType().is("message/rfc822")) {
            byte[] decoded = entity.decodedBody().readAllBytes();
            tagged(
                    "message",
                    new EntityReader(MimeLimits.DEFAULT).read(MessageBytes.of(decoded).octets()));
        } else {
            octets("body", Optional.of(entity.body()));
        }
    }

    private void octets(String tag, Optional<Octets> content) {
        content.ifPresent(
                octets -> {
                    open(tag);
                    out.append(escape(text(octets)));
                    close(tag);
                });
    }

    private static String withoutBreak(String field) {
        return field.replaceFirst("\\r?\\n\\z", "");
    }

    private void open(String tag) {
        out.append('<').append(tag).append('>').append(BREAK);
    }

    private void close(String tag) {
        out.append("</").append(tag).append('>').append(BREAK);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
