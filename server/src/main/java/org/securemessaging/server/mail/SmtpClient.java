package org.securemessaging.server.mail;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * Sends messages over SMTP to the loopback address without touching an octet, which JavaMail does
 * not promise. Not thread safe.
 */
public final class SmtpClient implements AutoCloseable {
    /** The server answers after the last dot only when the mail is in its queue, on disk. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int BUFFER = 1 << 16;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private SmtpClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    }

    /**
     * Connects and says hello.
     *
     * @param port the server's port
     * @return a client ready to send
     * @throws IOException if the server can't be reached
     * @throws SmtpRefusalException if it does not want to talk
     */
    public static SmtpClient connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        SmtpClient client = new SmtpClient(socket);
        client.expect('2');
        client.command("EHLO client.example", '2');
        return client;
    }

    /**
     * Logs in (RFC 4616).
     *
     * @param user the account
     * @param password its password
     * @throws IOException if the connection breaks
     * @throws SmtpRefusalException if the server refuses
     */
    public void login(String user, String password) throws IOException {
        byte[] plain = ("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
        command("AUTH PLAIN " + Base64.getEncoder().encodeToString(plain), '2');
    }

    /**
     * Sends one message.
     *
     * @param from the envelope sender
     * @param to the envelope recipient
     * @param message the octets; lines must end in CRLF if they are to arrive as they are
     * @throws IOException if the connection breaks
     * @throws SmtpRefusalException if the server refuses, with its answer
     */
    public void send(String from, String to, byte[] message) throws IOException {
        send(from, to, new ByteArrayInputStream(message));
    }

    /**
     * Sends one message that need not fit into memory.
     *
     * @param from the envelope sender
     * @param to the envelope recipient
     * @param message the octets, read to their end
     * @throws IOException if the connection breaks
     * @throws SmtpRefusalException if the server refuses, with its answer
     */
    public void send(String from, String to, InputStream message) throws IOException {
        send(from, List.of(to), message);
    }

    /**
     * Sends one message to several people at once.
     *
     * @param from the envelope sender
     * @param to the envelope recipients
     * @param message the octets, read to their end
     * @throws IOException if the connection breaks
     * @throws SmtpRefusalException if the server refuses, with its answer
     */
    public void send(String from, List<String> to, InputStream message) throws IOException {
        command("MAIL FROM:<" + from + "> BODY=8BITMIME", '2');
        for (String recipient : to) {
            command("RCPT TO:<" + recipient + ">", '2');
        }
        command("DATA", '3');
        writeStuffed(new BufferedInputStream(message, BUFFER));
        out.flush();
        expect('2');
    }

    // RFC 5321 §4.5.2: a dot that begins a line is doubled, a line with one dot ends the message.
    private void writeStuffed(InputStream message) throws IOException {
        boolean lineStart = true;
        for (int octet = message.read(); octet >= 0; octet = message.read()) {
            if (lineStart && octet == '.') {
                out.write('.');
            }
            out.write(octet);
            lineStart = octet == '\n';
        }
        out.write((lineStart ? ".\r\n" : "\r\n.\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void command(String line, char wanted) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        expect(wanted);
    }

    private void expect(char wanted) throws IOException {
        String line = readLine();
        while (line.length() > 3 && line.charAt(3) == '-') {
            line = readLine();
        }
        if (line.isEmpty() || line.charAt(0) != wanted) {
            throw new SmtpRefusalException(line);
        }
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        int octet = in.read();
        while (octet != '\n') {
            if (octet < 0) {
                throw new EOFException("The SMTP server closed the connection after: " + line);
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
            octet = in.read();
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
