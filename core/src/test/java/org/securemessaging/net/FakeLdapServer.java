package org.securemessaging.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;

/** A server that does what a test says to each who connects, on a free port of this machine. */
public final class FakeLdapServer implements AutoCloseable {
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    /** What is done with one connection. */
    @FunctionalInterface
    public interface Behaviour {
        void serve(InputStream in, OutputStream out) throws Exception;
    }

    public FakeLdapServer(Behaviour behaviour) {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(() -> accept(behaviour));
    }

    /** Reads a request and answers with octets. */
    public static Behaviour answering(byte[]... messages) {
        return (in, out) -> {
            in.read(new byte[4096]);
            for (byte[] message : messages) {
                out.write(message);
            }
            out.flush();
            in.read();
        };
    }

    /** Says nothing, ever. */
    public static Behaviour silent() {
        return (in, out) -> in.readAllBytes();
    }

    public int port() {
        return listener.getLocalPort();
    }

    public URI uri(String rest) {
        return URI.create("ldap://127.0.0.1:" + port() + rest);
    }

    public int connections() {
        return connections.get();
    }

    /** SearchResultEntry (RFC 4511 §4.5.2). */
    public static byte[] entry(String attribute, byte[]... values) {
        ASN1Encodable[] octets =
                Arrays.stream(values).map(DEROctetString::new).toArray(ASN1Encodable[]::new);
        return message(
                4,
                new DEROctetString("cn=ca".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                new DERSequence(
                        new DERSequence(
                                new ASN1Encodable[] {
                                    new DEROctetString(
                                            attribute.getBytes(
                                                    java.nio.charset.StandardCharsets.UTF_8)),
                                    new DERSet(octets)
                                })));
    }

    /** SearchResultDone. */
    public static byte[] done(int code) {
        return message(
                5,
                new ASN1Enumerated(code),
                new DEROctetString(new byte[0]),
                new DEROctetString(new byte[0]));
    }

    /** SearchResultReference. */
    public static byte[] reference(String uri) {
        return message(
                19, new DEROctetString(uri.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }

    private static byte[] message(int operation, ASN1Encodable... fields) {
        try {
            return new DERSequence(
                            new ASN1Encodable[] {
                                new ASN1Integer(1),
                                new DERTaggedObject(
                                        false,
                                        BERTags.APPLICATION,
                                        operation,
                                        new DERSequence(fields))
                            })
                    .getEncoded("DER");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One after another. */
    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private void accept(Behaviour behaviour) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                connections.incrementAndGet();
                threads.execute(() -> serve(socket, behaviour));
            } catch (IOException e) {
                return; // Closed.
            }
        }
    }

    private void serve(Socket socket, Behaviour behaviour) {
        try (socket) {
            behaviour.serve(socket.getInputStream(), socket.getOutputStream());
        } catch (Exception e) {
            return; // The client has gone, which is what the tests are about.
        } finally {
            open.remove(socket);
        }
    }
}
