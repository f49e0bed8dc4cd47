package org.securemessaging.admin.webadmin;

import org.apache.james.task.Task;
import org.apache.james.task.TaskId;
import org.apache.james.task.TaskManager;
import spark.Response;

/** Hands tasks to James and answers as James's own routes do. Stateless. */
final class Submission {
    private static final int CREATED = 201;

    private Submission() {}

    static String of(TaskManager tasks, Task task, Response response) {
        TaskId id = tasks.submit(task);
        response.status(CREATED);
        response.header("Location", "/tasks/" + id.asString());
        return "{\"taskId\":\"" + id.asString() + "\"}";
    }
}
