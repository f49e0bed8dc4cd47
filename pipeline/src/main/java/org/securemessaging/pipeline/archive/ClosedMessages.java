package org.securemessaging.pipeline.archive;

import java.io.IOException;
import org.securemessaging.mime.MessageBytes;

/** For a server without keys: an encrypted message stays closed. Thread safe. */
final class ClosedMessages implements MessageOpener {
    private final ArchiveJudge judge;

    ClosedMessages(ArchiveJudge judge) {
        this.judge = judge;
    }

    @Override
    public OpenedMessage open(MessageBytes message) throws IOException {
        return judge.verify(message.octets()).encrypted()
                ? new OpenedMessage.Sealed("no-key")
                : new OpenedMessage.Clear();
    }
}
