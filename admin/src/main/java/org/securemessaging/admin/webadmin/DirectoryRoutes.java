package org.securemessaging.admin.webadmin;

import com.google.inject.Inject;
import org.apache.james.task.TaskManager;
import org.apache.james.webadmin.Routes;
import org.securemessaging.admin.task.AdministrationTasks;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import spark.Request;
import spark.Response;
import spark.Service;

/**
 * Sweeps the certificate directory; named in {@code webadmin.properties} under {@code
 * extensions.routes}. Thread safe.
 */
public final class DirectoryRoutes implements Routes {
    /** Where it is. */
    static final String BASE = "/securemessaging/directory";

    private static final String SWEEP = "sweep";

    private final TaskManager manager;
    private final AdministrationTasks tasks;
    private final PageGuard guard;

    /**
     * The routes.
     *
     * @param manager runs tasks
     * @param tasks makes them
     * @param guard keeps web pages out
     */
    @Inject
    public DirectoryRoutes(TaskManager manager, AdministrationTasks tasks, PageGuard guard) {
        this.manager = manager;
        this.tasks = tasks;
        this.guard = guard;
    }

    @Override
    public String getBasePath() {
        return BASE;
    }

    @Override
    public void define(Service service) {
        service.post(BASE, this::act);
    }

    private String act(Request request, Response response) {
        guard.check(request);
        Parameters parameters = Parameters.of(request, "action", "dryRun");
        if (!parameters.required("action", SWEEP).equals(SWEEP)) {
            throw Refusal.invalid("'action' takes " + SWEEP);
        }
        return Submission.of(
                manager,
                tasks.sweep(parameters.flag("dryRun"))
                        .orElseThrow(
                                () ->
                                        Refusal.notConfigured(
                                                SecureMessagingConfiguration.FILE
                                                        + " has no <publication><directory>")),
                response);
    }
}
