package org.securemessaging.admin.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.apache.james.server.task.json.dto.AdditionalInformationDTO;
import org.apache.james.task.TaskExecutionDetails.AdditionalInformation;

/**
 * How far a sweep is, as James keeps it and webadmin shows it.
 *
 * @param type {@link SweepTask#TYPE}
 * @param timestamp when this was so
 * @param dryRun whether nothing is written, only said
 * @param entries how many entries have such values
 * @param swept how many of them were looked at
 * @param changed how many values were removed or published, or would be
 * @param failed how many things could not be done
 * @param changes the first {@value FirstOf#KEPT} of the changes
 * @param failures the first {@value FirstOf#KEPT} of the failures
 */
public record SweepDetails(
        @JsonProperty("type") String type,
        @JsonProperty("timestamp") Instant timestamp,
        @JsonProperty("dryRun") boolean dryRun,
        @JsonProperty("entries") int entries,
        @JsonProperty("swept") int swept,
        @JsonProperty("changed") long changed,
        @JsonProperty("failed") long failed,
        @JsonProperty("changes") List<String> changes,
        @JsonProperty("failures") List<String> failures)
        implements AdditionalInformation, AdditionalInformationDTO {
    /** Copies the lists. */
    public SweepDetails {
        changes = List.copyOf(changes);
        failures = List.copyOf(failures);
    }

    @Override
    public String getType() {
        return type;
    }

    @Override
    public Instant getTimestamp() {
        return timestamp;
    }
}
