package org.securemessaging.verification;

import org.securemessaging.cms.AlgorithmPolicy;
import org.securemessaging.cms.CmsLimits;
import org.securemessaging.mime.MimeLimits;
import org.securemessaging.mime.SpoolLimits;

/**
 * Policy and bounds of a {@link MessageVerifier}.
 *
 * @param algorithms which digests, curves and key lengths are good enough
 * @param cms bounds on CMS structures
 * @param mime bounds on MIME structure
 * @param spool where the content of opaque layers goes, and how large it may be
 * @param limits bounds on layers, paths and fetches
 */
public record VerificationSettings(
        AlgorithmPolicy algorithms,
        CmsLimits cms,
        MimeLimits mime,
        SpoolLimits spool,
        VerificationLimits limits) {
    /**
     * The defaults.
     *
     * @param spool where the content of opaque layers goes
     * @return settings that honest mail stays far below
     */
    public static VerificationSettings defaults(SpoolLimits spool) {
        return new VerificationSettings(
                AlgorithmPolicy.defaults(),
                CmsLimits.defaults(),
                MimeLimits.DEFAULT,
                spool,
                VerificationLimits.DEFAULT);
    }
}
