package org.securemessaging.net;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.directory.api.ldap.model.message.OpaqueExtendedRequest;

/** Whatever a server says, it is a message that answers, or refused as none. */
final class LdapConversationFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void receive(byte[] answer) throws IOException {
        LdapConversation conversation =
                new LdapConversation(
                        new ByteArrayInputStream(answer), OutputStream.nullOutputStream());
        conversation.send(new OpaqueExtendedRequest("1.2.3.4"));
        try {
            if (conversation.receive().getMessageId() != 1) {
                throw new AssertionError("answers something else");
            }
        } catch (IOException e) {
            return; // Refused.
        }
    }
}
