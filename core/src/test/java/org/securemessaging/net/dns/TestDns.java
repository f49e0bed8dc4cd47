package org.securemessaging.net.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A recursive resolver that knows some zones, on a free port of this machine, UDP and TCP. */
public final class TestDns implements AutoCloseable {
    private static final int UDP = 1232;

    private final List<TestZone> zones = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final DatagramSocket datagrams;
    private final ServerSocket listener;
    private final AtomicInteger overTcp = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean silent;
    private volatile UnaryOperator<Message> change = message -> message;

    public TestDns(TestZone... zones) {
        this.zones.addAll(Arrays.asList(zones));
        this.zones.sort(Comparator.comparingInt((TestZone zone) -> zone.origin().labels()));
        try {
            Sockets sockets = Sockets.open();
            datagrams = sockets.datagrams();
            listener = sockets.listener();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::serveDatagrams);
        threads.execute(this::serveConnections);
    }

    /** Both on the same port. */
    private record Sockets(DatagramSocket datagrams, ServerSocket listener) {
        static Sockets open() throws IOException {
            InetAddress here = InetAddress.getLoopbackAddress();
            for (int attempt = 0; ; attempt++) {
                DatagramSocket datagrams = new DatagramSocket(0, here);
                try {
                    return new Sockets(
                            datagrams, new ServerSocket(datagrams.getLocalPort(), 50, here));
                } catch (IOException e) {
                    datagrams.close();
                    if (attempt == 5) {
                        throw e;
                    }
                }
            }
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) datagrams.getLocalSocketAddress();
    }

    /** How many questions came over TCP. */
    public int overTcp() {
        return overTcp.get();
    }

    public int asked() {
        return asked.get();
    }

    public void silence() {
        silent = true;
    }

    /** Does something to each answer before it is sent. */
    public void changing(UnaryOperator<Message> operator) {
        change = operator;
    }

    @Override
    public void close() {
        datagrams.close();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }

    private void serveDatagrams() {
        byte[] buffer = new byte[4096];
        while (!datagrams.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                datagrams.receive(packet);
                byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
                if (!silent) {
                    byte[] answer = answer(question).toWire(UDP);
                    datagrams.send(
                            new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                return; // Closed.
            }
        }
    }

    private void serveConnections() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return; // Closed.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                DataInputStream in = new DataInputStream(socket.getInputStream());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
            while (true) {
                byte[] question = in.readNBytes(in.readUnsignedShort());
                overTcp.incrementAndGet();
                byte[] answer = answer(question).toWire(Message.MAXLENGTH);
                out.writeShort(answer.length);
                out.write(answer);
                out.flush();
            }
        } catch (IOException e) {
            return; // The client has gone.
        }
    }

    private Message answer(byte[] octets) throws IOException {
        asked.incrementAndGet();
        Message question = new Message(octets);
        Message answer = new Message(question.getHeader().getID());
        answer.addRecord(question.getQuestion(), Section.QUESTION);
        Header header = answer.getHeader();
        header.setFlag(Flags.QR);
        header.setFlag(Flags.RD);
        header.setFlag(Flags.RA);
        resolve(question.getQuestion().getName(), question.getQuestion().getType(), answer);
        answer.addRecord(new OPTRecord(UDP, 0, 0, ExtendedFlags.DO), Section.ADDITIONAL);
        return change.apply(answer);
    }

    private void resolve(Name name, int type, Message answer) {
        Optional<TestZone> zone = zone(name, type);
        if (zone.isEmpty()) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
            return;
        }
        Optional<List<Record>> found = zone.get().find(name, type);
        Optional<List<Record>> alias = zone.get().find(name, Type.CNAME);
        if (found.isPresent()) {
            found.get().forEach(record -> answer.addRecord(record, Section.ANSWER));
        } else if (alias.isPresent()) {
            alias.get().forEach(record -> answer.addRecord(record, Section.ANSWER));
            resolve(((CNAMERecord) alias.get().get(0)).getTarget(), type, answer);
        } else {
            if (!zone.get().exists(name)) {
                answer.getHeader().setRcode(Rcode.NXDOMAIN);
            }
            zone.get().denial(name).forEach(record -> answer.addRecord(record, Section.AUTHORITY));
        }
    }

    /** The deepest zone, or for DS the one above it. */
    private Optional<TestZone> zone(Name name, int type) {
        return zones.stream()
                .filter(zone -> name.subdomain(zone.origin()))
                .filter(zone -> type != Type.DS || !name.equals(zone.origin()))
                .reduce((above, below) -> below);
    }
}
