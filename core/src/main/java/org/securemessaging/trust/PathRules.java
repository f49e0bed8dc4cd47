package org.securemessaging.trust;

/**
 * What the administrator asks of every path beyond RFC 5280.
 *
 * @param checkAnchorValidity whether an anchor past its own validity ends trust. RFC 5280 gives an
 *     anchor no validity; whoever puts a certificate into a folder expects it to end when it says
 * @param applyAnchorConstraints whether what an anchor's certificate says of itself (name
 *     constraints, path length, policies, extended key usage, that it is a CA) binds it (RFC 5937)
 * @param chainExtendedKeyUsage whether an issuer whose extKeyUsage lacks emailProtection may not
 *     issue for mail, as CAs and mail programs have agreed though RFC 5280 has not
 * @param limits how much work a question may cause
 */
public record PathRules(
        boolean checkAnchorValidity,
        boolean applyAnchorConstraints,
        boolean chainExtendedKeyUsage,
        PathLimits limits) {
    /** Everything is asked, within the usual limits. */
    public static final PathRules DEFAULT = new PathRules(true, true, true, PathLimits.DEFAULT);
}
