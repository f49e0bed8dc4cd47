package org.securemessaging.trust;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where the verdict of another engine on a changed path is not the right one, and why. */
final class Departures {
    private static final String ANCHOR =
            "takes a name and a key from the anchor, as RFC 5280 §6.1.1 (d) has it; here what an"
                    + " anchor's certificate says of itself binds it (RFC 5937), by configuration";
    private static final String PURPOSE =
            "does not look at extKeyUsage in issuers, as RFC 5280 does not; CAs and mail programs"
                    + " agree that an issuer's purposes bound those of what it issues";

    static final Map<Mutation, String> JDK =
            inOrder(
                    Map.of(
                            StructureMutations.ANCHOR_LENGTH,
                            ANCHOR,
                            NameAndPolicyMutations.ANCHOR_NAMES,
                            ANCHOR,
                            EvidenceMutations.PURPOSE_SERVER,
                            PURPOSE,
                            EvidenceMutations.CRL_JUST_EXPIRED,
                            "grants fifteen minutes for clocks that differ",
                            EvidenceMutations.WRONG_AUTHORITY_KEY,
                            "takes a CRL whose key identifier differs from the certificate's for one"
                                    + " of another issuer, and then knows no status; with revocation"
                                    + " off it finds the path. The identifier only helps to choose"
                                    + " (RFC 5280 §4.2.1.1)"));

    static final Map<Mutation, String> BOUNCY_CASTLE =
            inOrder(
                    Map.of(
                            StructureMutations.ANCHOR_EXPIRED,
                            "gives an anchor no validity, as RFC 5280 does not; here an anchor ends"
                                    + " when it says, by configuration",
                            StructureMutations.ANCHOR_LENGTH,
                            ANCHOR,
                            NameAndPolicyMutations.ANCHOR_NAMES,
                            ANCHOR,
                            EvidenceMutations.PURPOSE_SERVER,
                            PURPOSE,
                            NameAndPolicyMutations.POLICY_TWO_MAPPED,
                            "keeps one parent of a policy node; the policy has two (RFC 9618)",
                            EvidenceMutations.CRL_UNDATED,
                            "accepts a CRL without nextUpdate, which RFC 5280 §5.1.2.5 forbids to"
                                    + " issue",
                            EvidenceMutations.CRL_FUTURE,
                            "does not look at thisUpdate"));

    private Departures() {}

    private static Map<Mutation, String> inOrder(Map<Mutation, String> departures) {
        Map<Mutation, String> ordered = new LinkedHashMap<>();
        Mutation.ALL.stream()
                .filter(departures::containsKey)
                .forEach(mutation -> ordered.put(mutation, departures.get(mutation)));
        return ordered;
    }
}
