package org.securemessaging.pipeline;

import java.util.stream.Stream;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.rrt.api.CanSendFrom;
import org.reactivestreams.Publisher;

/** A James in which everyone has one name. */
final class NoAliases implements CanSendFrom {
    @Override
    public boolean userCanSendFrom(Username connected, Username from) {
        return connected.equals(from);
    }

    @Override
    public Publisher<Boolean> userCanSendFromReactive(Username connected, Username from) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Stream<MailAddress> allValidFromAddressesForUser(Username user) {
        throw new UnsupportedOperationException();
    }
}
