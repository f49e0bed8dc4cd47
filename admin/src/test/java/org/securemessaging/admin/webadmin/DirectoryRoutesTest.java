package org.securemessaging.admin.webadmin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.james.task.TaskExecutionDetails;
import org.apache.james.task.TaskId;
import org.apache.james.task.TaskManager.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.securemessaging.admin.Ran;
import org.securemessaging.admin.task.SweepDetails;
import org.securemessaging.admin.testing.TestPki;
import org.securemessaging.peer.PeerProgram;
import org.securemessaging.peer.Slapd;

/** Sweeps a slapd. */
class DirectoryRoutesTest {
    private static final String BASE = "/securemessaging/directory";
    private static final String BOB = "bob@outside.test";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir private Path folder;
    private final TestPki pki = new TestPki();
    private Slapd slapd;
    private Path conf;
    private Webadmin webadmin;

    @BeforeAll
    static void require() {
        PeerProgram.require("slapd");
    }

    /** A directory with a certificate in it that the trust list denies. */
    @BeforeEach
    void fill() throws IOException {
        slapd = Slapd.start(folder.resolve("slapd"));
        conf = Files.createDirectories(folder.resolve("conf"));
        pki.writeRoot(conf.resolve("root.pem"));
        Files.writeString(conf.resolve("password"), Slapd.PASSWORD);
        Path bob = TestPki.writeCertificate(folder.resolve("bob.pem"), pki.person(BOB));
        configure("");
        run("directory", "publish", "--conf", conf.toString(), bob.toString());
        run("trust", "deny", "--list", conf.resolve("trust.list").toString(), bob.toString());
        configure("<trustList>file://conf/trust.list</trustList>");
        webadmin = Webadmin.open(conf);
    }

    @AfterEach
    void stop() {
        webadmin.close();
        slapd.close();
    }

    @Test
    void sweepShouldBeATaskThatTellsWhatItRemoves() throws Exception {
        TaskExecutionDetails dry = await(sweep("&dryRun"));
        assertThat(dry.getStatus()).isEqualTo(Status.COMPLETED);
        assertThat(details(dry).dryRun()).isTrue();
        assertThat(details(dry).changed()).isEqualTo(2);

        TaskExecutionDetails earnest = await(sweep("&dryRun=false"));
        assertThat(earnest.getStatus()).isEqualTo(Status.COMPLETED);
        assertThat(details(earnest).entries()).isEqualTo(1);
        assertThat(details(earnest).swept()).isEqualTo(1);
        assertThat(details(earnest).changes())
                .hasSize(2)
                .allMatch(change -> change.startsWith("- user"))
                .isEqualTo(details(dry).changes());

        assertThat(details(await(sweep(""))).changed()).isZero();
    }

    @Test
    void sweepShouldFailWhenTheDirectoryIsAway() throws Exception {
        slapd.kill();

        TaskExecutionDetails task = await(sweep(""));

        assertThat(task.getStatus()).isEqualTo(Status.FAILED);
        assertThat(details(task).failures()).singleElement().asString().contains("directory a");
    }

    @Test
    void sweepShouldBeCancelledWhenTheDirectoryHangs() throws Exception {
        slapd.pause();
        TaskId id = sweep("");
        while (webadmin.tasks().getExecutionDetails(id).getStatus() == Status.WAITING) {
            Thread.sleep(20);
        }

        webadmin.tasks().cancel(id);

        assertThat(await(id).getStatus()).isEqualTo(Status.CANCELLED);
        slapd.resume();
    }

    private TaskId sweep(String more) throws Exception {
        HttpResponse<String> answer = webadmin.post(BASE + "?action=sweep" + more);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return TaskId.fromString(new ObjectMapper().readTree(answer.body()).get("taskId").asText());
    }

    private TaskExecutionDetails await(TaskId id) throws Exception {
        return webadmin.tasks().await(id, SOON);
    }

    private static SweepDetails details(TaskExecutionDetails task) {
        return (SweepDetails) task.getAdditionalInformation().get();
    }

    private static void run(String... words) {
        Ran ran = Ran.with(words);
        assertThat(ran.status()).as(ran.err()).isZero();
    }

    private void configure(String trustList) throws IOException {
        Files.writeString(
                conf.resolve("securemessaging.xml"),
                """
                <securemessaging>
                <trust><anchors>file://conf/root.pem</anchors>%s</trust>
                <revocation><mode>off</mode></revocation>
                <directories><directory name="a"><server>127.0.0.1:%d</server><transport>plain</transport>
                  <bind>simple</bind><bindDn>%s</bindDn><passwordFile>file://conf/password</passwordFile></directory></directories>
                <publication><directory>a</directory>
                  <correspondents><base>ou=outside,%s</base><createParents>true</createParents></correspondents>
                  <outbox><folder>file://var/outbox/</folder></outbox></publication>
                </securemessaging>
                """
                        .formatted(trustList, slapd.port(), Slapd.ADMIN, Slapd.SUFFIX));
    }
}
