package org.securemessaging.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A class that James or a library does not have, or has otherwise, shows here and not at night. */
class LinkageIT {
    @ParameterizedTest
    @EnumSource(JamesLine.class)
    void everyReferenceOfOurClassesShouldResolve(JamesLine james) throws IOException {
        List<Path> jars = new ArrayList<>(james.classPath());
        jars.add(james.jar());

        List<String> unresolved = new ArrayList<>();
        try (ClassUniverse universe = new ClassUniverse(jars)) {
            for (String entry : ourClasses(james)) {
                References references = References.of(JarContents.read(james.jar(), entry));
                references.classes().stream()
                        .filter(name -> !universe.has(name))
                        .forEach(name -> unresolved.add(entry + " -> " + name));
                references.members().stream()
                        .filter(member -> !universe.has(member))
                        .forEach(member -> unresolved.add(entry + " -> " + member));
            }
        }

        assertThat(unresolved).isEmpty();
    }

    private static List<String> ourClasses(JamesLine james) {
        List<String> classes =
                JarContents.entries(james.jar()).stream()
                        .filter(entry -> entry.endsWith(".class"))
                        .filter(entry -> entry.startsWith("org/securemessaging/"))
                        .filter(entry -> !entry.startsWith("org/securemessaging/shaded/"))
                        .toList();
        assertThat(classes).hasSizeGreaterThan(100);
        return classes;
    }
}
