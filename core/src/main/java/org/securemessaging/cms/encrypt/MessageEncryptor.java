package org.securemessaging.cms.encrypt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import org.securemessaging.cms.CmsType;
import org.securemessaging.cms.message.FieldOctets;
import org.securemessaging.cms.message.MessageHeader;
import org.securemessaging.mime.CanonicalInputStream;
import org.securemessaging.mime.Entity;
import org.securemessaging.mime.EntityReader;
import org.securemessaging.mime.MessageBytes;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.SpoolLimits;
import org.securemessaging.mime.SpoolOutputStream;
import org.securemessaging.mime.TransferEncoding;
import org.securemessaging.mime.transport.Base64LinesOutputStream;
import org.securemessaging.mime.transport.Content;
import org.securemessaging.mime.transport.Contents;

/**
 * Encrypts messages (RFC 8551 §3.3, §3.4): the content, with the fields that describe it, goes into
 * an envelope; every other field stays outside as it is.
 *
 * <p>Inside every octet of the body is the author's, but that lines end with CRLF unless the
 * content is binary. The message is read again before anyone gets it. Nothing of the content is
 * written to a file in clear; heap is bounded, whatever the message's size. Thread safe.
 */
public final class MessageEncryptor {
    private static final byte[] BLANK = FieldOctets.ascii("\r\n");

    private static final String CARRIER =
            """
            Content-Type: application/pkcs7-mime; smime-type=%1$s;
             name="%2$s"
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment; filename="%2$s"

            """;

    private final Encryptor encryptor;
    private final MimeLimits limits;
    private final SpoolLimits spool;
    private final EncryptedMessageCheck check;

    /**
     * An encryptor.
     *
     * @param limits bounds on the message's structure
     * @param spool where encrypted messages lie
     * @param bouncyCastle an instance of Bouncy Castle's provider, not registered in the JVM
     */
    public MessageEncryptor(MimeLimits limits, SpoolLimits spool, Provider bouncyCastle) {
        this.encryptor = new Encryptor(bouncyCastle);
        this.limits = limits;
        this.spool = spool;
        this.check = new EncryptedMessageCheck(limits);
    }

    /**
     * Encrypts a message.
     *
     * @param message the message, which stays as it is
     * @param plan with what, and for whom
     * @param request how
     * @return the encrypted message, with CRLF at all line ends; to be closed by the caller
     * @throws UnusableCertificateException if a recipient's key can't be encrypted to
     * @throws MessageNotEncryptableException if the header has lines that other programs read as
     *     something else, so that a part of the content would stay outside
     * @throws org.securemessaging.mime.MimeLimitException if the message passes the bounds
     * @throws UncheckedIOException if the message, or a temporary file, can't be read or written
     */
    public MessageBytes encrypt(
            MessageBytes message, EncryptionPlan plan, EncryptionRequest request) {
        Entity root = new EntityReader(limits).read(message.octets());
        if (!MessageHeader.isPlain(root)) {
            throw new MessageNotEncryptableException(
                    "the header can be read in other ways: " + root.defects());
        }
        MessageHeader header = MessageHeader.of(root.header(), request.at(), request.idDomain());
        try (SpoolOutputStream spooled = new SpoolOutputStream(spool)) {
            for (byte[] field : header.outer(request.protection())) {
                spooled.write(field);
            }
            spooled.write(carrier(plan.cipher().structure(), "smime.p7m"));
            write(content(root, header, request), plan, request.compress(), spooled);
            return checked(spooled.take(), plan);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Content content, EncryptionPlan plan, boolean compress, OutputStream out)
            throws IOException {
        try (OutputStream lines = new Base64LinesOutputStream(out);
                OutputStream envelope = encryptor.open(plan, lines);
                InputStream in = content.open()) {
            if (compress) {
                envelope.write(carrier(CmsType.COMPRESSED_DATA, "smime.p7z"));
                compress(in, envelope);
            } else {
                in.transferTo(envelope);
            }
        }
    }

    private static void compress(InputStream content, OutputStream envelope) throws IOException {
        try (OutputStream lines = new Base64LinesOutputStream(envelope);
                OutputStream compressed = Compressor.open(lines)) {
            content.transferTo(compressed);
        }
    }

    private static Content content(Entity root, MessageHeader header, EncryptionRequest request) {
        List<byte[]> described = header.content().stream().map(FieldOctets::of).toList();
        List<Content> pieces = new ArrayList<>();
        header.inner(described, request.protection())
                .forEach(field -> pieces.add(Contents.of(field)));
        pieces.add(Contents.of(BLANK));
        boolean binary = root.transferEncoding() == TransferEncoding.BINARY;
        pieces.add(() -> binary ? root.body().open() : new CanonicalInputStream(root.body()));
        return new Contents(pieces);
    }

    private MessageBytes checked(MessageBytes encrypted, EncryptionPlan plan) throws IOException {
        try {
            check.check(encrypted, plan.cipher().structure());
            return encrypted;
        } catch (IOException | RuntimeException | Error e) {
            encrypted.close();
            throw e;
        }
    }

    private static byte[] carrier(CmsType type, String file) {
        return FieldOctets.ascii(CARRIER.formatted(type.word(), file).replace("\n", "\r\n"));
    }
}
