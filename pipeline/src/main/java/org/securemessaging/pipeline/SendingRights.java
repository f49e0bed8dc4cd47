package org.securemessaging.pipeline;

import org.securemessaging.certificate.MailAddress;

/** In whose name James lets its users send: as themselves, and under their aliases. Thread safe. */
@FunctionalInterface
public interface SendingRights {
    /**
     * Whether a user may send from an address that is not his name.
     *
     * @param user who logged in
     * @param address what he writes as
     * @return true if James has it as the user's alias, in the same domain or by a domain alias
     */
    boolean isAlias(MailAddress user, MailAddress address);
}
