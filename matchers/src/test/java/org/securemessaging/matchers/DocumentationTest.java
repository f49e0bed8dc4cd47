package org.securemessaging.matchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.mailet.Matcher;
import org.apache.mailet.base.GenericMatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentationTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                CanDecrypt.class,
                HasSigningKey.class,
                IsSMIMESigned.class,
                IsSMIMEEncrypted.class,
                SignatureStatusIs.class,
                SignerRevoked.class,
                SubjectTrigger.class,
                HasEncryptionCertificate.class,
                CertificateExpiresWithin.class,
                SignerIs.class
            })
    void pageShouldShowTheClass(Class<? extends GenericMatcher> matcher) throws Exception {
        assertThat(page(matcher))
                .startsWith("# " + matcher.getSimpleName() + "\n")
                .contains("match=\"" + matcher.getName());
    }

    @Test
    void conditionsOnThePagesShouldBeAccepted() throws Exception {
        assertAccepted(new SignatureStatusIs(), 5);
        assertAccepted(new SignerIs(), 6);
        assertAccepted(new SubjectTrigger(TestLookUps.engine()), 3);
        assertAccepted(
                new CertificateExpiresWithin(TestLookUps.of(Map.of()), Clock.systemUTC()), 4);
    }

    private static void assertAccepted(Matcher matcher, int count) throws Exception {
        List<String> conditions = conditions(page(matcher.getClass()));

        assertThat(conditions).hasSize(count);
        for (String condition : conditions) {
            assertThatCode(() -> matcher.init(TestMails.condition(condition)))
                    .as(condition)
                    .doesNotThrowAnyException();
        }
    }

    /** Those of the table, and that of the example. */
    private static List<String> conditions(String page) {
        return Pattern.compile("(?m)^\\| `(.+?)` \\||match=\"[^=\"]+=([^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .map(condition -> condition.replace("\\|", "|"))
                .toList();
    }

    private static String page(Class<?> matcher) throws Exception {
        return Files.readString(Path.of("../docs/matchers", matcher.getSimpleName() + ".md"));
    }
}
