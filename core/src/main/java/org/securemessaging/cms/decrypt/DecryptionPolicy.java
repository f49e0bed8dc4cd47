package org.securemessaging.cms.decrypt;

import java.util.EnumSet;
import java.util.Set;

/**
 * What is read at all. Immutable and thread safe.
 *
 * @param oldCiphers the old ciphers that are permitted; none by default
 * @param limits what one layer may cost
 */
public record DecryptionPolicy(Set<OldCipher> oldCiphers, DecryptionLimits limits) {
    /** Copies the set. */
    public DecryptionPolicy {
        oldCiphers = Set.copyOf(oldCiphers);
    }

    /**
     * The defaults: no old cipher.
     *
     * @return the policy
     */
    public static DecryptionPolicy defaults() {
        return new DecryptionPolicy(Set.of(), DecryptionLimits.DEFAULT);
    }

    /**
     * The policy for an archive of many years: every cipher that is known.
     *
     * @return the policy
     */
    public static DecryptionPolicy permissive() {
        return new DecryptionPolicy(EnumSet.allOf(OldCipher.class), DecryptionLimits.DEFAULT);
    }
}
