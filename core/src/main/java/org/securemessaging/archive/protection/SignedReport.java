package org.securemessaging.archive.protection;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.securemessaging.archive.Carriage;
import org.securemessaging.archive.journal.JournalReport;
import org.securemessaging.cms.sign.CmsSignature;
import org.securemessaging.mime.transport.Base64LinesInputStream;
import org.securemessaging.mime.transport.Content;
import org.securemessaging.mime.transport.Contents;

/** Writes a report with its signature beside it (RFC 8551 §3.5.3). */
final class SignedReport {
    private static final String HEADER =
            """
            Content-Type: multipart/signed; protocol="application/pkcs7-signature";
             micalg="%s";
             boundary="%s"
            Content-Transfer-Encoding: 7bit

            --%s
            """;

    private static final String SIGNATURE =
            """

            --%s
            Content-Type: application/pkcs7-signature; name="smime.p7s"
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment; filename="smime.p7s"

            """;

    private SignedReport() {}

    static Content of(JournalReport report, ReportSigner signer) {
        // What is signed goes in short lines of ASCII (RFC 8551 §3.1.3), or no reader agrees.
        Content entity = report.entity(Carriage.SEVEN_BIT);
        CmsSignature signature = signer.sign(entity);
        byte[] der = signature.detached();
        String boundary = "signed-" + UUID.randomUUID();
        return new Contents(
                List.of(
                        lines(report.fields(report.text().subject())),
                        lines(HEADER.formatted(signature.micalg(), boundary, boundary)),
                        entity,
                        lines(SIGNATURE.formatted(boundary)),
                        () -> Base64LinesInputStream.of(der),
                        lines("\n--" + boundary + "--\n")));
    }

    private static Content lines(String text) {
        return Contents.of(text.replaceAll("\r?\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
