package org.securemessaging.cms.sign;

import java.util.ArrayList;
import java.util.List;
import org.securemessaging.cms.message.FieldOctets;
import org.securemessaging.mime.transport.Base64LinesInputStream;
import org.securemessaging.mime.transport.Content;
import org.securemessaging.mime.transport.Contents;

/** Writes a message with its signature (RFC 8551 §3.5.2, §3.5.3). */
final class SignedMessageText {
    private static final String OPAQUE =
            """
            Content-Type: application/pkcs7-mime; smime-type=signed-data;
             name="smime.p7m"
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment; filename="smime.p7m"

            """;

    private static final String CLEAR =
            """
            Content-Type: multipart/signed; protocol="application/pkcs7-signature";
             micalg="%s";
             boundary="%s"

            --%s
            """;

    private static final String SIGNATURE =
            """

            --%s
            Content-Type: application/pkcs7-signature; name="smime.p7s"
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment; filename="smime.p7s"

            """;

    private SignedMessageText() {}

    /** What stands before a clear-signed content. */
    static Content before(List<byte[]> header, String micalg, String boundary) {
        List<Content> pieces = new ArrayList<>();
        header.forEach(field -> pieces.add(Contents.of(field)));
        pieces.add(lines(CLEAR.formatted(micalg, boundary, boundary)));
        return new Contents(pieces);
    }

    /** What stands behind it. */
    static Content behind(CmsSignature signature, String boundary) {
        byte[] der = signature.detached();
        return new Contents(
                List.of(
                        lines(SIGNATURE.formatted(boundary)),
                        () -> Base64LinesInputStream.of(der),
                        lines("\n--" + boundary + "--\n")));
    }

    static Content opaque(List<byte[]> header, Content content, CmsSignature signature) {
        Content structure = signature.enclosing(content);
        List<Content> pieces = new ArrayList<>();
        header.forEach(field -> pieces.add(Contents.of(field)));
        pieces.add(lines(OPAQUE));
        pieces.add(() -> new Base64LinesInputStream(structure.open()));
        pieces.add(lines("\n"));
        return new Contents(pieces);
    }

    private static Content lines(String text) {
        return Contents.of(FieldOctets.ascii(text.replace("\n", "\r\n")));
    }
}
