package org.securemessaging.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Assumptions;

/**
 * A Samba Active Directory domain controller. Its ports can't be chosen, so it has a loopback
 * address of its own; people go below {@code CN=Users}.
 */
public final class Samba implements LdapServer {
    private static final int LDAP_PORT = 389;
    private static final String PASSWORD = "Passw0rd.Example";

    private final Path folder;
    private final String address;
    private ServerProcess process;

    private Samba(Path folder, String address) {
        this.folder = folder;
        this.address = address;
        this.process = run(folder, address);
    }

    /** Goes on only with Samba, and as root, who alone may listen at port 389. */
    public static void require() {
        PeerProgram.require("samba");
        PeerProgram.require("samba-tool");
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")), "Samba needs root for its ports");
    }

    /**
     * Makes a new domain, which takes some seconds, and starts it.
     *
     * @param folder an empty folder
     */
    public static Samba start(Path folder) {
        String address = freeAddress();
        try {
            Files.createDirectories(folder.resolve("etc"));
            for (String part : List.of("private", "state", "cache", "lock", "pid", "ncalrpc")) {
                Files.createDirectories(folder.resolve(part));
            }
            Files.writeString(configuration(folder), text(folder, address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new PeerProgram(folder, Map.of())
                .run(
                        "",
                        "samba-tool",
                        "domain",
                        "provision",
                        "--configfile=" + configuration(folder),
                        "--realm=AD.EXAMPLE.TEST",
                        "--domain=ADEXAMPLE",
                        "--server-role=dc",
                        "--dns-backend=NONE",
                        "--adminpass=" + PASSWORD,
                        "--targetdir=" + folder,
                        "--host-ip=" + address,
                        "--host-name=dc1");
        return new Samba(folder, address);
    }

    private static ServerProcess run(Path folder, String address) {
        return ServerProcess.start(
                folder.resolve("samba.out"),
                () -> answers(address),
                "samba",
                "--configfile=" + configuration(folder),
                "--foreground",
                "--no-process-group",
                "--model=single",
                "--debug-stdout");
    }

    private static boolean answers(String address) {
        try (Socket socket = new Socket()) {
            InetAddress literal = InetAddress.getAllByName(address)[0];
            socket.connect(new InetSocketAddress(literal, LDAP_PORT), 1000);
            return true;
        } catch (IOException e) {
            return false; // Not yet.
        }
    }

    private static String freeAddress() {
        for (int attempt = 0; attempt < 100; attempt++) {
            byte last = (byte) ThreadLocalRandom.current().nextInt(10, 120);
            if (isFree(new byte[] {127, 0, 0, last})) {
                return "127.0.0." + last;
            }
        }
        throw new IllegalStateException("no loopback address has a free port " + LDAP_PORT);
    }

    private static boolean isFree(byte[] address) {
        try (ServerSocket socket =
                new ServerSocket(LDAP_PORT, 1, InetAddress.getByAddress(address))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static Path configuration(Path folder) {
        return folder.resolve("etc/smb.conf");
    }

    private static String text(Path folder, String address) {
        return """
                [global]
                netbios name = DC1
                realm = AD.EXAMPLE.TEST
                workgroup = ADEXAMPLE
                server role = active directory domain controller
                server services = ldap
                interfaces = %2$s/8
                bind interfaces only = yes
                private dir = %1$s/private
                state directory = %1$s/state
                cache directory = %1$s/cache
                lock directory = %1$s/lock
                pid directory = %1$s/pid
                binddns dir = %1$s/bind-dns
                ncalrpc dir = %1$s/ncalrpc
                winbindd socket directory = %1$s/wb
                ntp signd socket directory = %1$s/ntp
                log file = %1$s/samba.log
                log level = 1
                xattr_tdb:file = %1$s/xattr.tdb
                posix:eadb = %1$s/eadb.tdb
                vfs objects = dfs_samba4 acl_xattr xattr_tdb
                ldap server require strong auth = no
                tls enabled = no
                disable netbios = yes
                [sysvol]
                path = %1$s/state/sysvol
                read only = No
                [netlogon]
                path = %1$s/state/sysvol/ad.example.test/scripts
                read only = No
                """
                .formatted(folder, address);
    }

    @Override
    public String host() {
        return address;
    }

    @Override
    public int port() {
        return LDAP_PORT;
    }

    @Override
    public String base() {
        return "DC=ad,DC=example,DC=test";
    }

    @Override
    public String bindName() {
        return "CN=Administrator,CN=Users," + base();
    }

    @Override
    public String password() {
        return PASSWORD;
    }

    /** Stops it without a word to its clients (SIGSTOP), until {@link #thaw}. */
    public void freeze() {
        process.freeze();
    }

    /** Lets it go on. */
    public void thaw() {
        process.thaw();
    }

    /** Ends it as a crash would. */
    public void kill() {
        process.close();
    }

    /** Starts it again after {@link #kill}, with the same data at the same address. */
    public void restart() {
        process = run(folder, address);
    }

    @Override
    public void close() {
        process.close();
    }
}
