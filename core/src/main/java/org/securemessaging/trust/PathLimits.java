package org.securemessaging.trust;

/**
 * How much work one question about a certificate may cause. A stranger chooses the certificates, so
 * each number is a bound on what a message can cost.
 *
 * @param depth certificates in a path, the anchor included
 * @param candidates certificates looked at as possible issuers
 * @param steps steps of the search
 * @param signatures signatures of certificates and CRLs checked
 * @param paths complete paths judged
 * @param nameComparisons names compared with name constraints
 * @param policyEdges edges of policy graphs
 */
public record PathLimits(
        int depth,
        int candidates,
        int steps,
        int signatures,
        int paths,
        int nameComparisons,
        int policyEdges) {
    /** The usual limits. */
    public static final PathLimits DEFAULT =
            new PathLimits(
                    // The deepest path through the US Federal Bridge has 7; PKITS goes to 7.
                    16,
                    // A message with more certificates than this is no mail; a folder may hold
                    // every intermediate of the public web (about 2,000), few of one name.
                    2_000,
                    // These take some ten milliseconds; a search through a real bridge takes tens.
                    4_000,
                    // At 1,500 a second (P-256 in the JDK) 100 take 70 ms; a bridge takes ten.
                    100,
                    // Each may fetch CRLs; real alternatives are two or three.
                    32,
                    // A comparison takes about a microsecond; a real path needs some hundreds.
                    20_000,
                    // A graph of 16 policies all mapped to all others has 256 a level.
                    20_000);
}
