package org.securemessaging.admin.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.james.server.task.json.dto.AdditionalInformationDTO;
import org.apache.james.task.TaskExecutionDetails.AdditionalInformation;
import org.securemessaging.archive.folder.ManifestHead;

/**
 * What a check of the archive found, as James keeps it and webadmin shows it.
 *
 * @param type {@link VerificationTask#TYPE}
 * @param timestamp when this was so
 * @param finished whether everything was read
 * @param defective how many defects there are
 * @param defects the first {@value FirstOf#KEPT} of them
 * @param heads the manifests' heads; none before it is finished
 */
public record VerificationDetails(
        @JsonProperty("type") String type,
        @JsonProperty("timestamp") Instant timestamp,
        @JsonProperty("finished") boolean finished,
        @JsonProperty("defective") long defective,
        @JsonProperty("defects") List<String> defects,
        @JsonProperty("heads") List<Head> heads)
        implements AdditionalInformation, AdditionalInformationDTO {
    /** Copies the lists. */
    public VerificationDetails {
        defects = List.copyOf(defects);
        heads = List.copyOf(heads);
    }

    /**
     * The end of a manifest.
     *
     * @param node whose
     * @param records how many records it names
     * @param digest the last line's own digest: note it elsewhere
     * @param sealedAt when the newest seal was made; empty if there is none
     * @param unsealed how many of the records it does not cover
     * @param unsealedSince when the first of those was filed; empty if there is none
     */
    public record Head(
            @JsonProperty("node") String node,
            @JsonProperty("records") long records,
            @JsonProperty("digest") String digest,
            @JsonProperty("sealedAt") Optional<Instant> sealedAt,
            @JsonProperty("unsealed") long unsealed,
            @JsonProperty("unsealedSince") Optional<Instant> unsealedSince) {
        static Head of(ManifestHead head) {
            return new Head(
                    head.node(),
                    head.lines(),
                    head.digest(),
                    head.sealed().map(newest -> newest.seal().at()),
                    head.unsealed(),
                    head.unsealedSince());
        }
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
