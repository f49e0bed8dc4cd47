package org.securemessaging.admin.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.apache.james.server.task.json.dto.TaskDTO;

/**
 * A {@link SweepTask} on its way to the node that runs it.
 *
 * @param type {@link SweepTask#TYPE}
 * @param dryRun whether nothing is written, only said
 */
public record SweepOrder(@JsonProperty("type") String type, @JsonProperty("dryRun") boolean dryRun)
        implements TaskDTO {
    @Override
    public String getType() {
        return type;
    }
}
