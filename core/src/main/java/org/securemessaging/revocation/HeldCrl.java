package org.securemessaging.revocation;

import java.net.URI;
import java.time.Instant;

/**
 * A CRL in memory, and which file it is the content of.
 *
 * @param crl the CRL
 * @param fetched when it was fetched, and what it says
 * @param stamp the file's time
 */
record HeldCrl(Crl crl, CrlUses.Fetched fetched, Instant stamp) {
    static HeldCrl of(URI address, Crl fetched, Instant fetchedAt, Instant stamp) {
        Crl crl = fetched.from(address.toString(), fetchedAt);
        CrlFacts facts = CrlFacts.fetched(address, fetchedAt, crl);
        return new HeldCrl(crl, new CrlUses.Fetched(fetchedAt, facts), stamp);
    }

    Instant fetchedAt() {
        return fetched.at();
    }
}
