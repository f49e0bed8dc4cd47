package org.securemessaging.verification;

import java.time.Instant;
import org.securemessaging.trust.PolicyInputs;
import org.securemessaging.trust.RevocationMode;

/**
 * The circumstances under which a message is judged.
 *
 * @param at the time at which certificates must be valid
 * @param revocation how revocation is checked
 * @param identity which addresses are compared
 * @param allowWeak whether weak algorithms and keys are tolerated
 * @param offline whether nothing may be fetched over the network
 * @param policies the inputs to policy processing
 */
public record VerificationRequest(
        Instant at,
        RevocationMode revocation,
        IdentityMode identity,
        boolean allowWeak,
        boolean offline,
        PolicyInputs policies) {}
