package org.securemessaging.pipeline;

import com.google.inject.Inject;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.james.core.Username;
import org.apache.james.rrt.api.CanSendFrom;
import org.securemessaging.certificate.MailAddress;

/** Aliases of users and of domains, as James's own submission judges them. Thread safe. */
public final class JamesSendingRights implements SendingRights {
    private final CanSendFrom james;

    /**
     * Asks James.
     *
     * @param james knows the aliases
     */
    @Inject
    public JamesSendingRights(CanSendFrom james) {
        this.james = james;
    }

    @Override
    public boolean isAlias(MailAddress user, MailAddress address) {
        Optional<Username> name = name(user);
        Optional<Username> alias = name(address);
        return name.isPresent()
                && alias.isPresent()
                && james.userCanSendFrom(name.get(), alias.get());
    }

    /**
     * What James calls an address. It folds the case of other letters than ASCII's too, by which a
     * Kelvin sign becomes a k: who writes such a name is nobody's alias.
     */
    private static Optional<Username> name(MailAddress address) {
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(address.localPart())) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Username.of(address.localPart() + "@" + IDN.toASCII(address.domain())));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // James has no users of such a name.
        }
    }
}
