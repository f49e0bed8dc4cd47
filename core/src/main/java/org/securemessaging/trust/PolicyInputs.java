package org.securemessaging.trust;

import java.util.Set;

/**
 * The user's four inputs to policy processing (RFC 5280 §6.1.1 c, e, f, g).
 *
 * @param acceptable the acceptable policies as dotted object identifiers; {@link #ANY_POLICY} for
 *     any
 * @param explicitPolicy whether the path must be valid for one of them
 * @param inhibitMapping whether policy mapping is forbidden
 * @param inhibitAnyPolicy whether anyPolicy in a certificate is disregarded
 */
public record PolicyInputs(
        Set<String> acceptable,
        boolean explicitPolicy,
        boolean inhibitMapping,
        boolean inhibitAnyPolicy) {
    /** The object identifier of anyPolicy. */
    public static final String ANY_POLICY = "2.5.29.32.0";

    /** Any policy will do and none is needed: the usual inputs. */
    public static final PolicyInputs ANY =
            new PolicyInputs(Set.of(ANY_POLICY), false, false, false);

    /** Copies the set; an empty one means any policy. */
    public PolicyInputs {
        acceptable = acceptable.isEmpty() ? Set.of(ANY_POLICY) : Set.copyOf(acceptable);
    }
}
