package org.securemessaging.admin.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Set;
import org.apache.james.server.task.json.dto.TaskDTO;

/**
 * A {@link VerificationTask} on its way to the node that runs it.
 *
 * @param type {@link VerificationTask#TYPE}
 * @param heads digests of heads that were noted earlier
 */
public record VerificationOrder(
        @JsonProperty("type") String type, @JsonProperty("heads") Set<String> heads)
        implements TaskDTO {
    /** Copies the set. */
    public VerificationOrder {
        heads = Set.copyOf(heads);
    }

    @Override
    public String getType() {
        return type;
    }
}
