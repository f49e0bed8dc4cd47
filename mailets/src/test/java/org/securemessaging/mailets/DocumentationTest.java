package org.securemessaging.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.mailet.base.GenericMailet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentationTest {
    static Stream<Arguments> mailets() {
        return Stream.of(
                Arguments.of(ArchiveDecrypted.class, ArchiveDecrypted.PARAMETERS),
                Arguments.of(StripForgedStamps.class, StripForgedStamps.PARAMETERS),
                Arguments.of(SMIMEEncrypt.class, SMIMEEncrypt.PARAMETERS),
                Arguments.of(SMIMESign.class, SMIMESign.PARAMETERS),
                Arguments.of(PublishCertificates.class, PublishCertificates.PARAMETERS),
                Arguments.of(SMIMEDecrypt.class, SMIMEDecrypt.PARAMETERS),
                Arguments.of(SMIMEVerify.class, SMIMEVerify.PARAMETERS),
                Arguments.of(StampSignatureStatus.class, StampSignatureStatus.PARAMETERS));
    }

    @ParameterizedTest
    @MethodSource("mailets")
    void pageShouldHaveEveryParameterAndNoOther(
            Class<? extends GenericMailet> mailet, Set<String> parameters) throws Exception {
        assertThat(parametersOf(page(mailet))).isEqualTo(parameters);
    }

    @ParameterizedTest
    @MethodSource("mailets")
    void pageShouldShowTheClass(Class<? extends GenericMailet> mailet, Set<String> parameters)
            throws Exception {
        assertThat(page(mailet))
                .startsWith("# " + mailet.getSimpleName() + "\n")
                .contains("class=\"" + mailet.getName() + "\"");
    }

    private static String page(Class<?> mailet) throws Exception {
        return Files.readString(Path.of("../docs/mailets", mailet.getSimpleName() + ".md"));
    }

    /** The first column of the table whose head is "parameter". */
    private static Set<String> parametersOf(String page) {
        return page.lines()
                .dropWhile(line -> !line.startsWith("| parameter |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("| `"))
                .map(line -> line.split("`", -1)[1])
                .collect(Collectors.toSet());
    }
}
