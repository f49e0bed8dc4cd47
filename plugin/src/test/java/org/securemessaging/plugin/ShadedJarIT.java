package org.securemessaging.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShadedJarIT {
    private static final String MULTI_RELEASE = "META-INF/versions/[0-9]+/";
    private static final String OURS = "org/securemessaging/";

    @ParameterizedTest
    @EnumSource(JamesLine.class)
    void jarShouldHaveNoEntryThatJamesHasToo(JamesLine james) {
        Set<String> ofJames =
                james.classPath().stream()
                        .flatMap(jar -> JarContents.entries(jar).stream())
                        .collect(Collectors.toSet());

        assertThat(ofJames).contains("org/apache/mailet/Mail.class");
        assertThat(JarContents.entries(james.jar()))
                .filteredOn(entry -> !entry.startsWith("META-INF/"))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(ofJames);
    }

    @ParameterizedTest
    @EnumSource(JamesLine.class)
    void jarShouldHoldNothingOutsideOurPackages(JamesLine james) {
        assertThat(JarContents.entries(james.jar()))
                .map(entry -> entry.replaceFirst(MULTI_RELEASE, ""))
                .allMatch(entry -> entry.startsWith(OURS) || entry.startsWith("META-INF/"));
    }

    @ParameterizedTest
    @EnumSource(JamesLine.class)
    void multiReleaseClassesShouldBeRelocatedWithTheirPaths(JamesLine james) {
        assertThat(JarContents.entries(james.jar()))
                .filteredOn(entry -> entry.matches(MULTI_RELEASE + ".*"))
                .isNotEmpty()
                .allMatch(entry -> entry.matches(MULTI_RELEASE + OURS + "shaded/.*"));
    }

    @ParameterizedTest
    @EnumSource(JamesLine.class)
    void servicesShouldBeRelocatedInNameAndContent(JamesLine james) {
        List<String> services =
                JarContents.entries(james.jar()).stream()
                        .filter(entry -> entry.startsWith("META-INF/services/"))
                        .toList();

        assertThat(services).isNotEmpty();
        for (String service : services) {
            String content =
                    new String(JarContents.read(james.jar(), service), StandardCharsets.UTF_8);
            assertThat(service).startsWith("META-INF/services/org.securemessaging.");
            assertThat(content.lines()).allMatch(line -> line.startsWith("org.securemessaging."));
        }
    }

    @ParameterizedTest
    @EnumSource(JamesLine.class)
    void jarShouldHoldNoSignatureProviderOrModule(JamesLine james) {
        assertThat(JarContents.entries(james.jar()))
                .noneMatch(entry -> entry.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)"))
                .noneMatch(entry -> entry.endsWith("services/java.security.Provider"))
                .noneMatch(entry -> entry.endsWith("module-info.class"));
    }

    @ParameterizedTest
    @EnumSource(JamesLine.class)
    void classesShouldNotNameThePackagesOfTheOtherJames(JamesLine james) throws IOException {
        List<String> offenders = new ArrayList<>();
        try (JarFile jar = new JarFile(james.jar().toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                byte[] octets = jar.getInputStream(entry).readAllBytes();
                if (entry.getName().endsWith(".class") && namesForeign(octets, james)) {
                    offenders.add(entry.getName());
                }
            }
        }

        assertThat(offenders).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(JamesLine.class)
    void manifestShouldStartTheCommandLineWithTheLibrariesBesideIt(JamesLine james)
            throws IOException {
        Attributes manifest = JarContents.manifest(james.jar()).getMainAttributes();
        String mainClass = manifest.getValue("Main-Class").replace('.', '/') + ".class";

        assertThat(JarContents.entries(james.jar())).contains(mainClass);
        assertThat(manifest.getValue("Multi-Release")).isEqualTo("true");
        assertThat(manifest.getValue("Implementation-Version"))
                .isEqualTo(System.getProperty("plugin.version"));
        assertThat(manifest.getValue("Class-Path").split(" "))
                .containsExactlyInAnyOrderElementsOf(libraries());
    }

    @ParameterizedTest
    @EnumSource(JamesLine.class)
    void licencesShouldNameEveryBundledLibrary(JamesLine james) {
        String licences = text(james, "META-INF/THIRD-PARTY-LICENSES");

        assertThat(bundledPackages(james)).isNotEmpty().allMatch(licences::contains);
        assertThat(text(james, "META-INF/LICENSE")).contains("Apache License");
        assertThat(text(james, "META-INF/NOTICE")).startsWith("James Secure Messaging");
    }

    @Test
    void bothJarsShouldHoldTheSameClasses() {
        assertThat(classes(JamesLine.JAMES39)).isEqualTo(classes(JamesLine.JAMES38));
    }

    // Both the class file's own form, with slashes, and names in strings, with dots.
    private static boolean namesForeign(byte[] octets, JamesLine james) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        return james.foreignPackages().stream()
                .anyMatch(name -> text.contains(name) || text.contains(name.replace('.', '/')));
    }

    private static List<String> libraries() throws IOException {
        try (Stream<Path> files = Files.list(JamesLine.target().resolve("lib"))) {
            return files.map(file -> "lib/" + file.getFileName()).toList();
        }
    }

    // "bc" for org/securemessaging/shaded/bc/..., "commons.io" for .../commons/io/...
    private static Set<String> bundledPackages(JamesLine james) {
        return JarContents.entries(james.jar()).stream()
                .filter(entry -> entry.startsWith(OURS + "shaded/"))
                .map(entry -> entry.substring((OURS + "shaded/").length()))
                .map(entry -> entry.replaceFirst("^(commons/[^/]+|[^/]+)/.*$", "$1"))
                .map(name -> name.replace('/', '.'))
                .collect(Collectors.toSet());
    }

    private static Set<String> classes(JamesLine james) {
        Set<String> classes = new HashSet<>(JarContents.entries(james.jar()));
        classes.removeIf(entry -> !entry.endsWith(".class"));
        return classes;
    }

    private static String text(JamesLine james, String entry) {
        return new String(JarContents.read(james.jar(), entry), StandardCharsets.UTF_8);
    }
}
