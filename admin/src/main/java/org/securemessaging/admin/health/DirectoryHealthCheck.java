package org.securemessaging.admin.health;

import com.google.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import org.reactivestreams.Publisher;
import org.securemessaging.directory.ldap.ServerHealth;
import org.securemessaging.pipeline.LookupHealth;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.Directories;

/**
 * Whether certificates can be looked up and published: every server of every directory that is in
 * use, the files with certificates, and the DNS where it is asked; named in {@code
 * healthcheck.properties} under {@code additional.healthchecks}. Partners' servers are not knocked
 * at.
 *
 * <p>It is degraded, never unhealthy: mails wait or go on without, and another node would be no
 * better off.
 */
public final class DirectoryHealthCheck implements HealthCheck {
    // Several servers, one after the other, each of which may take its time-outs.
    private static final Checkup CHECKUP =
            new Checkup(new ComponentName("Certificate directory"), Duration.ofSeconds(45));

    private final Supplier<List<ServerHealth>> servers;
    private final LookupHealth lookup;

    /**
     * A check.
     *
     * @param configuration says which directories are in use
     * @param directories the server's
     * @param lookup knows the other sources
     */
    @Inject
    public DirectoryHealthCheck(
            SecureMessagingConfiguration configuration,
            Directories directories,
            LookupHealth lookup) {
        this(() -> directories.health(configuration.directoriesInUse()), lookup);
    }

    DirectoryHealthCheck(Supplier<List<ServerHealth>> servers, LookupHealth lookup) {
        this.servers = servers;
        this.lookup = lookup;
    }

    @Override
    public ComponentName componentName() {
        return CHECKUP.name();
    }

    @Override
    public Publisher<Result> check() {
        return CHECKUP.of(this::amiss);
    }

    private List<String> amiss() {
        List<String> amiss = new ArrayList<>();
        for (ServerHealth server : servers.get()) {
            server.failure()
                    .ifPresent(what -> amiss.add("directory " + server.directory() + ": " + what));
        }
        amiss.addAll(lookup.problems());
        return amiss;
    }
}
