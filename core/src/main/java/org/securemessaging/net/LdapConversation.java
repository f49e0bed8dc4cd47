package org.securemessaging.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.apache.directory.api.asn1.DecoderException;
import org.apache.directory.api.asn1.EncoderException;
import org.apache.directory.api.asn1.ber.Asn1Decoder;
import org.apache.directory.api.asn1.util.Asn1Buffer;
import org.apache.directory.api.ldap.codec.api.LdapApiService;
import org.apache.directory.api.ldap.codec.api.LdapApiServiceFactory;
import org.apache.directory.api.ldap.codec.api.LdapEncoder;
import org.apache.directory.api.ldap.codec.api.LdapMessageContainer;
import org.apache.directory.api.ldap.model.message.Message;
import org.apache.directory.api.ldap.model.message.Request;

/**
 * Speaks LDAP with an untrusted server, one request after the other (RFC 4511 §4.1.1). No length is
 * believed beyond what one message and the whole conversation may have. One thread uses it, for one
 * connection.
 */
final class LdapConversation {
    // A person with a hundred certificates; one post-quantum path has a hundred KB.
    private static final int LONGEST_MESSAGE = 1 << 20;
    private static final int LONGEST_CONVERSATION = 4 << 20;
    private static final int SEQUENCE = 0x30;
    private static final int LONG_FORM = 0x80;
    private static final int MOST_LENGTH_OCTETS = 4;

    private final InputStream in;
    private final OutputStream out;
    private final LdapApiService codec = LdapApiServiceFactory.getSingleton();
    private int sent;
    private int received;

    /**
     * A conversation.
     *
     * @param in where answers come from; nothing is read ahead of what is asked for
     * @param out where requests go
     */
    LdapConversation(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** Sends a request, with the next number. */
    void send(Request request) throws IOException {
        request.setMessageId(++sent);
        try {
            ByteBuffer encoded = LdapEncoder.encodeMessage(new Asn1Buffer(), codec, request);
            byte[] octets = new byte[encoded.remaining()];
            encoded.get(octets);
            out.write(octets);
            out.flush();
        } catch (EncoderException e) {
            throw new IOException("the request can't be encoded", e);
        }
    }

    /**
     * The next message that answers the last request.
     *
     * @throws LdapEntryReader.AnswerException if it is none, or a limit is broken
     * @throws IOException if the connection ends
     */
    Message receive() throws IOException {
        byte[] octets = octets();
        // Values are octets, whatever the attribute: what they are is for others to say.
        LdapMessageContainer<Message> container =
                new LdapMessageContainer<>(codec, attribute -> !isText(attribute));
        container.setMaxPDUSize(LONGEST_MESSAGE);
        try {
            Asn1Decoder.decode(ByteBuffer.wrap(octets), container);
        } catch (DecoderException | RuntimeException e) {
            // The library answers what it does not expect with many kinds of unchecked exception.
            throw refused("malformed", e);
        }
        Message message = container.getMessage();
        if (message == null || message.getMessageId() != sent) {
            throw refused("not to what was asked", null);
        }
        return message;
    }

    private static boolean isText(String attribute) {
        return attribute.toLowerCase(Locale.ROOT).equals("namingcontexts");
    }

    private byte[] octets() throws IOException {
        if (next() != SEQUENCE) {
            throw refused("no message", null);
        }
        int first = next();
        long length = first;
        int header = 2;
        if (first > LONG_FORM && first <= LONG_FORM + MOST_LENGTH_OCTETS) {
            length = 0;
            for (int i = 0; i < first - LONG_FORM; i++) {
                length = length << 8 | next();
            }
            header += first - LONG_FORM;
        } else if (first >= LONG_FORM) {
            throw refused("a length of a form that LDAP has not", null);
        }
        received += (int) Math.min(length, LONGEST_CONVERSATION);
        if (length > LONGEST_MESSAGE || received > LONGEST_CONVERSATION) {
            throw new LdapEntryReader.AnswerException(
                    FetchResult.Failure.TOO_LARGE, "an answer too large");
        }
        byte[] content = in.readNBytes((int) length);
        if (content.length < length) {
            throw new EOFException("the connection ends within an answer");
        }
        return ByteBuffer.allocate(header + content.length)
                .put(header(first, header, content.length))
                .put(content)
                .array();
    }

    private static byte[] header(int first, int length, int content) {
        byte[] header = new byte[length];
        header[0] = SEQUENCE;
        header[1] = (byte) first;
        for (int i = length - 1, rest = content; i > 1; i--, rest >>>= 8) {
            header[i] = (byte) rest;
        }
        return header;
    }

    private int next() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException("the connection ends before the answer");
        }
        return octet;
    }

    private static LdapEntryReader.AnswerException refused(String what, Exception cause) {
        LdapEntryReader.AnswerException refusal =
                new LdapEntryReader.AnswerException(
                        FetchResult.Failure.REFUSED, "no LDAP answer: " + what);
        if (cause != null) {
            refusal.initCause(cause);
        }
        return refusal;
    }
}
