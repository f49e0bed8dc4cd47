package org.securemessaging;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.stream.Stream;

/** The walls between the rooms of the engine, and between the engine and everything outside. */
@AnalyzeClasses(
        packages = "org.securemessaging",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "org.securemessaging.";

    private static final DescribedPredicate<JavaClass> CONNECTS =
            DescribedPredicate.describe(
                    "connect",
                    type -> type.getSimpleName().matches(".*Socket|URL|.*URLConnection"));

    /** Lowest first: a room uses only those before it, and {@code result}, the vocabulary. */
    private static final List<String> ROOMS =
            List.of(
                    "net",
                    "mime",
                    "certificate",
                    "cms",
                    "revocation",
                    "trust",
                    "directory",
                    "keys",
                    "archive",
                    "verification");

    @ArchTest
    static final ArchRule everyClassShouldLiveInARoom =
            classes()
                    .should()
                    .resideInAnyPackage(
                            Stream.concat(ROOMS.stream(), Stream.of("result"))
                                    .map(room -> ROOT + room + "..")
                                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule resultShouldUseNoRoom =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "result..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("org.securemessaging..")
                                    .and(not(resideInAPackage(ROOT + "result.."))));

    @ArchTest
    static final ArchRule engineShouldKnowNoJamesAndNoMailApi =
            noClasses()
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                            "javax.mail..",
                                            "jakarta.mail..",
                                            "org.apache.mailet..",
                                            "org.apache.james..",
                                            "com.google.inject..")
                                    .and(not(resideInAPackage("org.apache.james.mime4j.."))));

    @ArchTest
    static final ArchRule socketsShouldBeOpenedInNetAlone =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "net..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("java.net.http..", "org.apache.hc..")
                                    .or(resideInAPackage("java.net").and(CONNECTS)));

    @ArchTest
    static final ArchRule providersShouldStayInstances =
            noClasses()
                    .should()
                    .callMethod(Security.class, "addProvider", Provider.class)
                    .orShould()
                    .callMethod(Security.class, "insertProviderAt", Provider.class, int.class);

    @ArchTest
    static void roomsShouldUseOnlyThoseBelow(JavaClasses classes) {
        for (int room = 0; room < ROOMS.size(); room++) {
            String[] above =
                    ROOMS.subList(room + 1, ROOMS.size()).stream()
                            .map(name -> ROOT + name + "..")
                            .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + ROOMS.get(room) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    // Some rooms of the plan are not built yet.
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }
}
