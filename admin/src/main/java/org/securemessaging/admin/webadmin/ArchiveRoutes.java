package org.securemessaging.admin.webadmin;

import com.google.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.james.task.TaskManager;
import org.apache.james.webadmin.Routes;
import org.securemessaging.admin.task.AdministrationTasks;
import org.securemessaging.archive.folder.ArchiveReader;
import org.securemessaging.archive.protection.RecordOpener;
import org.securemessaging.cms.decrypt.KeyRing;
import org.securemessaging.pipeline.archive.ArchiveKeys;
import org.securemessaging.pipeline.archive.AuditLog;
import org.securemessaging.pipeline.configuration.ArchiveSettings;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import spark.Request;
import spark.Response;
import spark.Route;
import spark.Service;

/**
 * Reads and checks the compliance archive: the first folder that {@code securemessaging.xml} names.
 * Named in {@code webadmin.properties} under {@code extensions.routes}. Thread safe.
 */
public final class ArchiveRoutes implements Routes {
    /** Where it is. */
    static final String BASE = "/securemessaging/archive";

    private static final String VERIFY = "verify";
    private static final String HEAD = "head";
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    // One for each node, and some that were noted at different times.
    private static final int MOST_HEADS = 100;

    private final TaskManager manager;
    private final AdministrationTasks tasks;
    private final PageGuard guard;
    private final Optional<ArchiveReading> reading;

    /**
     * The routes.
     *
     * @param manager runs tasks
     * @param tasks makes them
     * @param guard keeps web pages out
     * @param configuration says where the archive is
     * @param keys open what is encrypted in it
     * @param clock this machine's clock
     */
    @Inject
    public ArchiveRoutes(
            TaskManager manager,
            AdministrationTasks tasks,
            PageGuard guard,
            SecureMessagingConfiguration configuration,
            KeyRing keys,
            Clock clock) {
        this.manager = manager;
        this.tasks = tasks;
        this.guard = guard;
        this.reading =
                reading(
                        configuration.archive(),
                        new ArchiveKeys(configuration).opener(keys),
                        clock);
    }

    @Override
    public String getBasePath() {
        return BASE;
    }

    @Override
    public void define(Service service) {
        service.get(BASE, guarded((request, response) -> reading().list(request)));
        service.get(BASE + "/:record", guarded((request, response) -> reading().show(request)));
        service.get(
                BASE + "/:record/export",
                guarded((request, response) -> reading().export(request, response)));
        service.post(BASE, guarded(this::act));
    }

    private Route guarded(Route route) {
        return (request, response) -> {
            guard.check(request);
            // What is read here belongs in no cache.
            response.header("Cache-Control", "no-store");
            response.header("X-Content-Type-Options", "nosniff");
            return route.handle(request, response);
        };
    }

    private String act(Request request, Response response) {
        Parameters parameters = Parameters.of(request, "action", HEAD);
        if (!parameters.required("action", VERIFY).equals(VERIFY)) {
            throw Refusal.invalid("'action' takes " + VERIFY);
        }
        Set<String> heads = parameters.all(HEAD, MOST_HEADS);
        if (!heads.stream().allMatch(DIGEST.asMatchPredicate())) {
            throw Refusal.invalid("'head' takes 64 lower-case hexadecimal digits");
        }
        return Submission.of(
                manager,
                tasks.verification(heads).orElseThrow(ArchiveRoutes::notConfigured),
                response);
    }

    private ArchiveReading reading() {
        return reading.orElseThrow(ArchiveRoutes::notConfigured);
    }

    private static RuntimeException notConfigured() {
        return Refusal.notConfigured(
                SecureMessagingConfiguration.FILE + " has no <archive><folder>");
    }

    private static Optional<ArchiveReading> reading(
            ArchiveSettings settings, RecordOpener opener, Clock clock) {
        return settings.folders().stream()
                .findFirst()
                .map(
                        root -> {
                            Path log =
                                    settings.auditLog()
                                            .orElseGet(
                                                    () -> root.resolve(ArchiveSettings.AUDIT_LOG));
                            return new ArchiveReading(
                                    new ArchiveReader(root, opener),
                                    new ReadingLog(new AuditLog(log, clock)));
                        });
    }
}
