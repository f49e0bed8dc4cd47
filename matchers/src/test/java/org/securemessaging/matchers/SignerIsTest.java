package org.securemessaging.matchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.james.server.core.MailImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.securemessaging.pipeline.report.SignerSummary;
import org.securemessaging.result.SignatureResult;

class SignerIsTest {
    private static final SignerSummary ALICE =
            TestMails.signer(
                    SignatureResult.PASS,
                    "CN=Alice (x)*,O=Example,C=CH",
                    "alice@example.org",
                    "alice@b\u00fccher.example");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alice@example.org|true",
                "Alice@EXAMPLE.org|true",
                "bob@example.org|false",
                "bob@example.org; alice@example.org|true",
                "bob@example.org, alice@example.org|true",
                "alice@xn--bcher-kva.example|true",
                "@example.org|true",
                "@xn--bcher-kva.example|true",
                "@sub.example.org|false",
                "@ample.org|false",
                "subject:CN=Alice*|true",
                "subject: cn=alice (x)*,o=example,c=ch|true",
                "SUBJECT:*,C=CH|true",
                "subject:CN=Alice|false",
                "subject:Alice|false",
                "subject:.*|false",
                "subject:*|true",
                "issuer:CN=Issuing CA,O=Example|true",
                "issuer:*O=Example|true",
                "issuer:*O=Exam|false",
                "bob@example.org; issuer:*O=Exam*; @nowhere.example|true"
            })
    void matchShouldCompareTheCertificate(String condition, boolean expected) throws Exception {
        MailImpl mail = TestMails.signed(SignatureResult.PASS, true, ALICE);

        assertThat(TestMails.takes(matcher(condition), mail)).isEqualTo(expected);
    }

    @Test
    void matchShouldTakeNobodyUnlessTheMessagePasses() throws Exception {
        for (SignatureResult result : SignatureResult.values()) {
            assertThat(
                            TestMails.takes(
                                    matcher("alice@example.org"),
                                    TestMails.signed(result, true, ALICE)))
                    .isEqualTo(result == SignatureResult.PASS);
        }
    }

    @Test
    void matchShouldTakeNobodyForASignerWhoDoesNotPass() throws Exception {
        for (SignatureResult result : SignatureResult.values()) {
            SignerSummary mallory = TestMails.signer(result, "CN=Mallory", "mallory@example.org");
            assertThat(
                            TestMails.takes(
                                    matcher("mallory@example.org"),
                                    TestMails.signed(SignatureResult.PASS, true, ALICE, mallory)))
                    .isEqualTo(result == SignatureResult.PASS);
        }
    }

    @Test
    void matchShouldTakeNobodyForALayerThatDoesNotCount() throws Exception {
        assertThat(
                        TestMails.takes(
                                matcher("alice@example.org"),
                                TestMails.signed(SignatureResult.PASS, false, ALICE)))
                .isFalse();
    }

    @Test
    void matchShouldTakeNobodyIfNobodyVerified() throws Exception {
        assertThat(TestMails.takes(matcher("subject:*"), TestMails.empty())).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "alice",
                "alice@",
                "@",
                "subject:",
                "issuer: ",
                "a@b;",
                "a@b,,c@d",
                "*@b",
                "sender:a@b",
                "a b@c"
            })
    void initShouldRefuseWhatItDoesNotUnderstand(String condition) {
        assertThatThrownBy(() -> matcher(condition))
                .hasMessageStartingWith(
                        "SignerIs: the condition is \"%s\"; accepted is one or more of alice@"
                                .formatted(condition == null ? "" : condition));
    }

    private static SignerIs matcher(String condition) throws Exception {
        SignerIs matcher = new SignerIs();
        matcher.init(TestMails.condition(condition));
        return matcher;
    }
}
