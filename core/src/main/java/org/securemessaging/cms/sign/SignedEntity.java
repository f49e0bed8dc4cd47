package org.securemessaging.cms.sign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.securemessaging.cms.message.FieldOctets;
import org.securemessaging.cms.message.HeaderProtection;
import org.securemessaging.cms.message.MessageHeader;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.HeaderField;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.transport.Content;
import org.securemessaging.mime.transport.Contents;
import org.securemessaging.mime.transport.TextFooter;
import org.securemessaging.mime.transport.TransportForm;

/**
 * The entity that is signed: the author's content, ready for its way.
 *
 * @param fields its header
 * @param body its body
 * @param sevenBit whether it survives as it is
 */
record SignedEntity(List<byte[]> fields, Content body, boolean sevenBit) {
    private static final byte[] BLANK = FieldOctets.ascii("\r\n");
    private static final String TYPE = "Content-Type";
    private static final String ENCODING = "Content-Transfer-Encoding";

    SignedEntity {
        fields = List.copyOf(fields);
    }

    /** The content of a message as it is. */
    static SignedEntity of(Entity message, MessageHeader header, MimeLimits limits)
            throws IOException {
        TransportForm form = TransportForm.of(message, limits);
        List<byte[]> fields = labelled(header.content(), form.label());
        return new SignedEntity(fields, form.body(message), form.fit() && passable(fields));
    }

    /** The content of a message with a footer: below its text, or as a part of its own. */
    static SignedEntity of(Entity message, MessageHeader header, MimeLimits limits, String footer)
            throws IOException {
        String lines = footer.strip().replaceAll("\r?\n", "\r\n") + "\r\n";
        Optional<TextFooter> below = TextFooter.below(message, lines);
        if (below.isPresent()) {
            List<byte[]> fields = labelled(header.content(), Optional.of(below.get().label()));
            return new SignedEntity(fields, below.get().body(), passable(fields));
        }
        return of(message, header, limits).beside(lines);
    }

    /** Header and body. */
    Content content() {
        List<Content> pieces = new ArrayList<>();
        fields.forEach(field -> pieces.add(Contents.of(field)));
        pieces.add(Contents.of(BLANK));
        pieces.add(body);
        return new Contents(pieces);
    }

    /** The same with a message's header inside. */
    SignedEntity guarding(MessageHeader header, HeaderProtection protection) throws IOException {
        List<byte[]> all = header.inner(fields, protection);
        return new SignedEntity(all, body, sevenBit && passable(all));
    }

    private SignedEntity beside(String footer) {
        String boundary = Boundary.random();
        byte[] text = footer.getBytes(StandardCharsets.UTF_8);
        Content encoded = TextFooter.encoded(text);
        String partHeader =
                "Content-Type: text/plain; charset=utf-8\r\n"
                        + "Content-Transfer-Encoding: quoted-printable\r\n"
                        + "Content-Disposition: inline\r\n\r\n";
        Content whole =
                new Contents(
                        List.of(
                                Contents.of(FieldOctets.ascii("--" + boundary + "\r\n")),
                                content(),
                                Contents.of(
                                        FieldOctets.ascii(
                                                "\r\n--" + boundary + "\r\n" + partHeader)),
                                encoded,
                                Contents.of(FieldOctets.ascii("\r\n--" + boundary + "--\r\n"))));
        String type = "multipart/mixed; boundary=\"" + boundary + "\"";
        return new SignedEntity(List.of(FieldOctets.of(TYPE, type)), whole, sevenBit);
    }

    private static List<byte[]> labelled(List<HeaderField> content, Optional<String> label) {
        List<byte[]> fields = new ArrayList<>();
        content.stream()
                .filter(field -> label.isEmpty() || !field.isNamed(ENCODING))
                .map(FieldOctets::of)
                .forEach(fields::add);
        label.ifPresent(word -> fields.add(FieldOctets.of(ENCODING, word)));
        return fields;
    }

    private static boolean passable(List<byte[]> fields) throws IOException {
        for (byte[] field : fields) {
            if (!TransportForm.isSevenBit(MessageBytes.of(field).octets())) {
                return false;
            }
        }
        return true;
    }
}
