package org.securemessaging.result;

import java.util.Objects;

/**
 * One thing that was found while a signature, a certificate or a path was judged.
 *
 * @param reason what was found
 * @param effect the result it leads to under the policy in force; {@link SignatureResult#PASS} for
 *     something worth saying that changes nothing
 * @param detail a sentence for an administrator's log or terminal; may quote what a stranger sent,
 *     so it is never put into a header field or a bounce; never null, may be empty
 */
public record Finding(ReasonCode reason, SignatureResult effect, String detail) {
    /** Checks that nothing is null. */
    public Finding {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(effect, "effect");
        Objects.requireNonNull(detail, "detail");
    }

    /**
     * A finding with its reason's usual effect.
     *
     * @param reason what was found
     * @param detail a sentence for an administrator
     * @return the finding
     */
    public static Finding of(ReasonCode reason, String detail) {
        return new Finding(reason, reason.usualResult(), detail);
    }

    /**
     * The same finding with no effect on the result, for a policy that tolerates it.
     *
     * @return a finding whose effect is {@link SignatureResult#PASS}
     */
    public Finding tolerated() {
        return new Finding(reason, SignatureResult.PASS, detail);
    }
}
