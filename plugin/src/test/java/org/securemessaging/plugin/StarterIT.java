package org.securemessaging.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The starter script, as a shell runs it. */
class StarterIT {
    private static final Path STARTER = JamesLine.target().resolve("securemessaging");
    private static final String JAVA_HOME = System.getProperty("java.home");

    @TempDir private Path folder;

    @Test
    void starterShouldRunTheJarBesideIt() {
        Ran ran = run(STARTER, Map.of("JAVA_HOME", JAVA_HOME), "--version");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith("securemessaging ");
        assertThat(ran.status()).isZero();
    }

    @Test
    void starterShouldFindJavaOnThePath() {
        Map<String, String> environment =
                Map.of("JAVA_HOME", "", "PATH", JAVA_HOME + "/bin:" + System.getenv("PATH"));

        assertThat(run(STARTER, environment, "--version").status()).isZero();
    }

    @Test
    void starterShouldBeFoundThroughSymbolicLinksAndBlanks() throws IOException {
        Path home = Files.createDirectory(folder.resolve("with blank"));
        copyInstallation(home);
        Path direct =
                Files.createSymbolicLink(
                        folder.resolve("direct"), home.resolve(STARTER.getFileName()));
        Path relative = Files.createSymbolicLink(folder.resolve("relative"), Path.of("direct"));

        assertThat(run(direct, Map.of("JAVA_HOME", JAVA_HOME), "--version").status()).isZero();
        assertThat(run(relative, Map.of("JAVA_HOME", JAVA_HOME), "--version").status()).isZero();
    }

    @Test
    void argumentsShouldArriveAsTheyAre() {
        Ran ran = run(STARTER, Map.of("JAVA_HOME", JAVA_HOME), "verify", "no such $file*");

        assertThat(ran.err()).contains("'no such $file*': there is no such file");
        assertThat(ran.status()).isEqualTo(2);
    }

    @Test
    void javaOptionsShouldReachJava() {
        Ran ran =
                run(
                        STARTER,
                        Map.of("JAVA_HOME", JAVA_HOME, "JAVA_OPTS", "-Xmx64m -XX:+PrintFlagsFinal"),
                        "--version");

        assertThat(ran.out()).containsPattern("MaxHeapSize +:?= 67108864");
    }

    @Test
    void missingJavaShouldBeSaid() {
        Ran ran = run(STARTER, Map.of("JAVA_HOME", folder.toString()), "--version");

        assertThat(ran.err())
                .isEqualTo(
                        "securemessaging: JAVA_HOME is %s, but there is no bin/java in it\n"
                                .formatted(folder));
        assertThat(ran.status()).isEqualTo(2);
    }

    @Test
    void noJavaOnThePathShouldBeSaid() throws IOException {
        for (String tool : List.of("sh", "dirname", "readlink", "sed", "head")) {
            Files.createSymbolicLink(folder.resolve(tool), onPath(tool));
        }

        Ran ran = run(STARTER, Map.of("JAVA_HOME", "", "PATH", folder.toString()), "--version");

        assertThat(ran.err()).startsWith("securemessaging: no java on the PATH");
        assertThat(ran.status()).isEqualTo(2);
    }

    @Test
    void oldJavaShouldBeRefused() throws IOException {
        fakeJava("echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");

        Ran ran = run(STARTER, Map.of("JAVA_HOME", folder.toString()), "--version");

        assertThat(ran.err()).contains("is of version 11").contains("17 or newer is needed");
        assertThat(ran.status()).isEqualTo(2);
    }

    @Test
    void earlyAccessJavaShouldBeAccepted() throws IOException {
        fakeJava(
                "if [ \"$1\" = -version ]; then echo 'openjdk version \"26-ea\" 2026-03-17' >&2;"
                        + " else echo ran; fi");

        assertThat(run(STARTER, Map.of("JAVA_HOME", folder.toString()), "--version").out())
                .isEqualTo("ran\n");
    }

    @Test
    void missingJarShouldBeSaid() throws IOException {
        Path lonely = Files.copy(STARTER, folder.resolve("securemessaging"));

        Ran ran = run(lonely, Map.of("JAVA_HOME", JAVA_HOME), "--version");

        assertThat(ran.err()).contains("no james-secure-messaging-james38.jar");
        assertThat(ran.status()).isEqualTo(2);
    }

    private static Ran run(Path starter, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(starter.toString()));
        command.addAll(List.of(arguments));
        return Ran.program(environment, command);
    }

    private static void copyInstallation(Path home) throws IOException {
        Files.copy(
                STARTER, home.resolve(STARTER.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        Path jar = JamesLine.JAMES39.jar();
        Files.createSymbolicLink(home.resolve(jar.getFileName()), jar);
        Files.createSymbolicLink(home.resolve("lib"), JamesLine.target().resolve("lib"));
    }

    private void fakeJava(String script) throws IOException {
        Path java = Files.createDirectory(folder.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path onPath(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
