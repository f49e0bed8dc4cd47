package org.securemessaging.verification;

import java.util.concurrent.atomic.AtomicInteger;
import org.securemessaging.mime.Header;
import org.securemessaging.net.FetchBudget;

/**
 * What stays the same while the layers of one message are judged. Used by one thread.
 *
 * @param request the circumstances
 * @param header the message's own header
 * @param authorship whom it names as author and sender
 * @param network what may still be fetched
 * @param pathsLeft how many paths may still be looked for
 */
record MessageFacts(
        VerificationRequest request,
        Header header,
        Authorship authorship,
        FetchBudget network,
        AtomicInteger pathsLeft) {

    /** Takes one path out of the budget. */
    boolean takePath() {
        return pathsLeft.getAndDecrement() > 0;
    }
}
