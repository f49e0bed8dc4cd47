package org.securemessaging.directory.ldap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapOperationException;
import org.apache.directory.api.ldap.model.message.BindRequestImpl;
import org.apache.directory.api.ldap.model.message.BindResponse;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.ldap.client.api.LdapConnectionConfig;

/**
 * Opens connections to a directory's servers and binds them: within the time, whatever holds it up,
 * a name server included. Thread safe.
 */
final class ConnectionOpener implements AutoCloseable {
    // A connection is closed with a word of farewell, for whose end nobody waits long.
    private static final Duration CLOSE_TIME = Duration.ofMillis(500);

    private final DirectorySettings settings;
    private final TlsIdentities identities;
    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    task -> {
                        Thread thread = new Thread(task, "directory-connect");
                        thread.setDaemon(true);
                        return thread;
                    });

    ConnectionOpener(DirectorySettings settings) {
        this.settings = settings;
        this.identities = new TlsIdentities(settings);
    }

    /**
     * Opens and binds.
     *
     * @throws ServerFailureException if the server can't be had
     * @throws InterruptedException if the thread is told to stop
     */
    BoundConnection open(DirectoryServer server) throws InterruptedException {
        CompletableFuture<BoundConnection> opening = new CompletableFuture<>();
        threads.execute(() -> open(server, opening));
        try {
            return opening.get(settings.connectTime().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new ServerFailureException(
                    server + ": no connection within " + settings.connectTime(), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ServerFailureException failure) {
                throw failure;
            }
            throw new IllegalStateException("a fault of ours while connecting", e.getCause());
        } finally {
            opening.cancel(false); // What comes later is closed.
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void open(DirectoryServer server, CompletableFuture<BoundConnection> opening) {
        try {
            BoundConnection connection =
                    new BoundConnection(
                            configuration(
                                    server,
                                    e -> opening.completeExceptionally(failure(server, e))));
            try {
                connection.connect();
                bind(connection);
            } catch (LdapException | RuntimeException e) {
                connection.close();
                throw e;
            }
            if (!opening.complete(connection)) {
                connection.close();
            }
        } catch (LdapException | IOException | UncheckedIOException e) {
            opening.completeExceptionally(failure(server, e));
        } catch (RuntimeException | Error e) {
            opening.completeExceptionally(e);
        }
    }

    private static ServerFailureException failure(DirectoryServer server, Exception e) {
        return new ServerFailureException(server + ": " + ServerFailureException.why(e), e);
    }

    private LdapConnectionConfig configuration(
            DirectoryServer server, Consumer<CertificateException> refused) throws IOException {
        LdapConnectionConfig config = new LdapConnectionConfig();
        config.setLdapHost(server.host());
        config.setLdapPort(server.port());
        config.setUseSsl(settings.transport() == Transport.LDAPS);
        config.setUseTls(settings.transport() == Transport.STARTTLS);
        if (settings.transport() != Transport.PLAIN) {
            config.setTrustManagers(identities.trust(server, refused).alone());
            config.setKeyManagers(identities.keys());
            config.setEnabledProtocols("TLSv1.3", "TLSv1.2");
        }
        long readMillis = settings.readTime().toMillis();
        config.setTimeout(settings.connectTime().toMillis()); // That of STARTTLS.
        config.setReadOperationTimeout(readMillis);
        config.setWriteOperationTimeout(readMillis);
        config.setSendTimeout(readMillis);
        config.setConnectTimeout(settings.connectTime().toMillis());
        config.setCloseTimeout(CLOSE_TIME.toMillis());
        return config;
    }

    private void bind(BoundConnection connection) throws LdapException {
        if (settings.bind() instanceof BindMethod.Simple simple) {
            String password = simple.password().reveal();
            if (password.isEmpty()) {
                throw new LdapException("the password is empty");
            }
            require(
                    connection.bind(
                            new BindRequestImpl().setName(simple.dn()).setCredentials(password)));
        } else if (settings.bind() instanceof BindMethod.External) {
            require(connection.bindExternal(settings.connectTime()));
        } else {
            connection.anonymousBind();
        }
    }

    private static void require(BindResponse response) throws LdapException {
        ResultCodeEnum code = response.getLdapResult().getResultCode();
        if (code != ResultCodeEnum.SUCCESS) {
            throw new LdapOperationException(
                    code,
                    "the bind is refused: " + response.getLdapResult().getDiagnosticMessage());
        }
    }
}
