package org.securemessaging.admin.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.server.task.json.JsonTaskAdditionalInformationSerializer;
import org.apache.james.server.task.json.JsonTaskSerializer;
import org.apache.james.server.task.json.dto.AdditionalInformationDTOModule;
import org.apache.james.task.Task;
import org.apache.james.task.TaskExecutionDetails.AdditionalInformation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.pipeline.configuration.ConfigurationFolder;
import org.securemessaging.pipeline.configuration.SecureMessagingConfiguration;
import org.securemessaging.pipeline.engine.VaultAssembly;

/** What the distributed server does with tasks: another node reads them. */
class SecureMessagingTasksTest {
    private static final Instant NOW = Instant.parse("2026-11-25T16:00:00Z");
    private static final String HEAD = "ab".repeat(32);

    @TempDir private Path folder;
    private Path conf;
    private SecureMessagingTasks module;
    private AdministrationTasks tasks;

    @BeforeEach
    void configure() throws IOException {
        conf = Files.createDirectory(folder.resolve("conf"));
        load("<archive><folder>" + folder.toUri() + "</folder></archive>");
    }

    @Test
    void sweepShouldGetToTheOtherNode() throws IOException {
        String json = serializer().serialize(tasks.sweepTask(true));
        assertThat(json)
                .isEqualTo("{\"type\":\"securemessaging-directory-sweep\",\"dryRun\":true}");

        assertThat(serializer().deserialize(json))
                .isInstanceOfSatisfying(
                        SweepTask.class, task -> assertThat(task.isDryRun()).isTrue());
    }

    @Test
    void verificationShouldGetToTheOtherNode() throws Exception {
        String json = serializer().serialize(tasks.verification(Set.of(HEAD)).orElseThrow());
        assertThat(json)
                .isEqualTo(
                        "{\"type\":\"securemessaging-archive-verification\",\"heads\":[\""
                                + HEAD
                                + "\"]}");

        Task arrived = serializer().deserialize(json);

        assertThat(arrived.run()).isEqualTo(Task.Result.PARTIAL);
        assertThat(((VerificationDetails) arrived.details().orElseThrow()).defects())
                .singleElement()
                .asString()
                .contains(HEAD);
        load("");
        assertThatThrownBy(() -> serializer().deserialize(json))
                .hasMessageContaining("no archive folder");
    }

    @Test
    void detailsShouldComeBack() throws IOException {
        AdditionalInformation sweep =
                new SweepDetails(
                        SweepTask.TYPE.asString(),
                        NOW,
                        true,
                        3,
                        2,
                        1,
                        1,
                        List.of("- userCertificate of cn=Alice: x"),
                        List.of("cn=Bob: refused"));
        AdditionalInformation verification =
                new VerificationDetails(
                        VerificationTask.TYPE.asString(),
                        NOW,
                        true,
                        1,
                        List.of("CUT  manifests: x"),
                        List.of(
                                new VerificationDetails.Head(
                                        "node1",
                                        7,
                                        HEAD,
                                        Optional.of(NOW),
                                        2,
                                        Optional.of(NOW.plusSeconds(1)))));

        JsonTaskAdditionalInformationSerializer serializer =
                JsonTaskAdditionalInformationSerializer.of(
                        module.taskAdditionalInformationDTOModules()
                                .toArray(AdditionalInformationDTOModule<?, ?>[]::new));
        assertThat(serializer.deserialize(serializer.serialize(sweep))).isEqualTo(sweep);
        assertThat(serializer.deserialize(serializer.serialize(verification)))
                .isEqualTo(verification);
        assertThat(serializer.serialize(sweep)).contains("\"timestamp\":\"2026-11-25T16:00:00Z\"");
    }

    private JsonTaskSerializer serializer() {
        return new JsonTaskSerializer(module.taskDTOModules());
    }

    private void load(String elements) throws IOException {
        Files.writeString(
                conf.resolve("securemessaging.xml"),
                "<securemessaging>" + elements + "</securemessaging>");
        SecureMessagingConfiguration configuration = ConfigurationFolder.load(conf);
        tasks =
                new AdministrationTasks(
                        configuration,
                        () -> {
                            throw new AssertionError("no sweep was asked for");
                        },
                        () -> {
                            throw new AssertionError("nothing seals this archive");
                        },
                        VaultAssembly.of(configuration.vault()),
                        Clock.fixed(NOW, ZoneOffset.UTC));
        module = new SecureMessagingTasks(tasks);
    }
}
