package org.securemessaging.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import javax.mail.MessagingException;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GuardTest {
    private static final String SECRET = "cn=admin,password=hunter2";

    private final Guard guard = new Guard("SMIMEVerify");
    private Mail mail;

    @BeforeEach
    void makeMail() throws Exception {
        mail = MailImpl.builder().name("mail").addRecipient("bob@example.org").build();
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException(SECRET),
                new java.io.IOException(SECRET),
                new MessagingException(SECRET),
                new NoSuchMethodError(SECRET),
                new NoClassDefFoundError(SECRET),
                new ExceptionInInitializerError(SECRET),
                new StackOverflowError(SECRET),
                new OutOfMemoryError(SECRET));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void requireShouldThrowANeutralExceptionAlone(Throwable failure) {
        assertThatThrownBy(() -> guard.require(mail, () -> thrown(failure)))
                .isExactlyInstanceOf(MessagingException.class)
                .hasMessage("SMIMEVerify could not handle this mail")
                .hasNoCause()
                .hasNoSuppressedExceptions();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void attemptShouldBeEmptyIfTheWorkFails(Throwable failure) {
        assertThat(guard.attempt(mail, () -> thrown(failure))).isEmpty();
    }

    @Test
    void requireShouldGiveWhatTheWorkGives() throws Exception {
        assertThat(guard.require(mail, () -> "result")).isEqualTo("result");
    }

    @Test
    void requireDoneShouldDoTheWork() throws Exception {
        guard.requireDone(mail, () -> mail.setState("done"));

        assertThat(mail.getState()).isEqualTo("done");
    }

    private static String thrown(Throwable failure) throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (Exception) failure;
    }
}
