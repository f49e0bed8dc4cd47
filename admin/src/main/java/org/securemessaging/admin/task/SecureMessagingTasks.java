package org.securemessaging.admin.task;

import com.google.inject.Inject;
import java.util.Set;
import org.apache.james.server.task.json.TaskExtensionModule;
import org.apache.james.server.task.json.dto.AdditionalInformationDTO;
import org.apache.james.server.task.json.dto.AdditionalInformationDTOModule;
import org.apache.james.server.task.json.dto.TaskDTO;
import org.apache.james.server.task.json.dto.TaskDTOModule;
import org.apache.james.task.Task;
import org.apache.james.task.TaskExecutionDetails.AdditionalInformation;

/**
 * Tells James how our tasks, and what they tell of themselves, are written down; named in {@code
 * extensions.properties} as {@code guice.extension.task}. Webadmin shows no details of a task
 * without it, and the distributed server cannot run one, since any of its nodes may take it.
 */
public final class SecureMessagingTasks implements TaskExtensionModule {
    private final AdministrationTasks tasks;

    /**
     * The module.
     *
     * @param tasks makes a task on the node that runs it
     */
    @Inject
    public SecureMessagingTasks(AdministrationTasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public Set<TaskDTOModule<? extends Task, ? extends TaskDTO>> taskDTOModules() {
        return Set.of(sweep(), verification());
    }

    @Override
    public Set<
                    AdditionalInformationDTOModule<
                            ? extends AdditionalInformation, ? extends AdditionalInformationDTO>>
            taskAdditionalInformationDTOModules() {
        return Set.of(
                new AdditionalInformationDTOModule<>(
                        (details, type) -> details,
                        details -> details,
                        SweepDetails.class,
                        SweepDetails.class,
                        SweepTask.TYPE.asString()),
                new AdditionalInformationDTOModule<>(
                        (details, type) -> details,
                        details -> details,
                        VerificationDetails.class,
                        VerificationDetails.class,
                        VerificationTask.TYPE.asString()));
    }

    private TaskDTOModule<SweepTask, SweepOrder> sweep() {
        return new TaskDTOModule<>(
                (task, type) -> new SweepOrder(type, task.isDryRun()),
                order -> tasks.sweepTask(order.dryRun()),
                SweepTask.class,
                SweepOrder.class,
                SweepTask.TYPE.asString());
    }

    private TaskDTOModule<VerificationTask, VerificationOrder> verification() {
        return new TaskDTOModule<>(
                (task, type) -> new VerificationOrder(type, task.heads()),
                order -> tasks.verificationTask(order.heads()),
                VerificationTask.class,
                VerificationOrder.class,
                VerificationTask.TYPE.asString());
    }
}
