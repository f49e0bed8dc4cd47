package org.securemessaging.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StampTest {
    private static final String ID = "mx.example";

    @Test
    void findShouldReadResultAndReasons() {
        assertThat(find("mx.example; smime=policy reason=\"expired,untrusted\" body.smime-part=2"))
                .containsExactly(new Stamp("policy", List.of("expired", "untrusted")));
        assertThat(find("MX.example;\r\n\tsmime=fail reason=revoked"))
                .containsExactly(new Stamp("fail", List.of("revoked")));
        assertThat(find("mx.example; smime=pass body.smime-identifier=a@b"))
                .containsExactly(new Stamp("pass", List.of()));
    }

    @Test
    void findShouldLeaveOtherServersAside() {
        assertThat(find("mx.example.org; smime=pass")).isEmpty();
    }

    @Test
    void findShouldNotOverlookAFieldWithoutAResult() {
        assertThat(find("mx.example; none")).containsExactly(new Stamp("absent", List.of()));
    }

    @Test
    void toStringShouldBeReadable() {
        assertThat(new Stamp("fail", List.of("revoked"))).hasToString("fail (revoked)");
        assertThat(new Stamp("none", List.of())).hasToString("none");
    }

    private static List<Stamp> find(String value) {
        return Stamp.find(new RawMessage(List.of("Authentication-Results: " + value), ""), ID);
    }
}
