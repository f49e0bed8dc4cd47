package org.securemessaging.trust;

import static org.securemessaging.trust.GeneratedPath.email;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.securemessaging.trust.Mutation.Group;

/** Changes to names and policies. */
final class NameAndPolicyMutations {
    static final Mutation MAIL_INSIDE =
            new Mutation(
                    Group.NAMES,
                    "",
                    "the address is among those a CA may name",
                    path -> path.someCa().permit(email("inside.example")));
    static final Mutation MAIL_OUTSIDE =
            new Mutation(
                    Group.NAMES,
                    "name-constraints",
                    "the address is not among those",
                    path -> path.someCa().permit(email("other.example")));
    static final Mutation MAIL_EXCLUDED =
            new Mutation(
                    Group.NAMES,
                    "name-constraints",
                    "the address is excluded",
                    path -> path.someCa().exclude(email("inside.example")));
    static final Mutation NAME_INSIDE =
            new Mutation(
                    Group.NAMES,
                    "",
                    "all names are below the one a CA may name",
                    path -> path.someCa().permit(directory("O=Generated")));
    static final Mutation NAME_OUTSIDE =
            new Mutation(
                    Group.NAMES,
                    "name-constraints",
                    "the names are not below it",
                    path -> path.someCa().permit(directory("O=Other")));
    static final Mutation NAME_EXCLUDED =
            new Mutation(
                    Group.NAMES,
                    "name-constraints",
                    "the person's name is excluded",
                    path -> path.someCa().exclude(directory("O=Generated,CN=Person")));
    static final Mutation ANCHOR_NAMES =
            new Mutation(
                    Group.NAMES,
                    "name-constraints",
                    "the anchor's certificate excludes the address",
                    path -> path.anchorLink.exclude(email("inside.example")));
    static final Mutation POLICY =
            new Mutation(
                    Group.POLICY,
                    "",
                    "the policy asked for, all along",
                    path -> {
                        path.policies(Policies.GOLD);
                        path.explicitly(Policies.GOLD);
                    });
    static final Mutation POLICY_ANY =
            new Mutation(
                    Group.POLICY,
                    "",
                    "a CA says anyPolicy",
                    path -> {
                        path.policies(Policies.GOLD);
                        path.someCa().policies = Policies.any();
                        path.explicitly(Policies.GOLD);
                    });
    static final Mutation POLICY_ANY_INHIBITED =
            new Mutation(
                    Group.POLICY,
                    "certificate-policy",
                    "a CA says anyPolicy, which is inhibited",
                    path -> {
                        path.policies(Policies.GOLD);
                        path.someCa().policies = Policies.any();
                        path.inputs = new PolicyInputs(Set.of(Policies.GOLD), true, false, true);
                    });
    static final Mutation POLICY_MISSING =
            new Mutation(
                    Group.POLICY,
                    "certificate-policy",
                    "a policy is asked for, a certificate has none",
                    path -> {
                        path.policies(Policies.GOLD);
                        path.some().policies.clear();
                        path.explicitly(Policies.GOLD);
                    });
    static final Mutation POLICY_OTHER =
            new Mutation(
                    Group.POLICY,
                    "certificate-policy",
                    "another policy than the one asked for",
                    path -> {
                        path.policies(Policies.GOLD);
                        path.explicitly(Policies.SILVER);
                    });
    static final Mutation POLICY_REQUIRED =
            new Mutation(
                    Group.POLICY,
                    "certificate-policy",
                    "a CA asks for policies, and there are none",
                    path -> path.links.get(0).requireExplicit = Optional.of(0));
    static final Mutation POLICY_MAPPED =
            new Mutation(
                    Group.POLICY,
                    "",
                    "the policy asked for is mapped to another",
                    path -> {
                        GeneratedShapes.map(path, Policies.GOLD);
                        path.explicitly(Policies.GOLD);
                    });
    static final Mutation POLICY_TWO_MAPPED =
            new Mutation(
                    Group.POLICY,
                    "",
                    "two policies are mapped to one; the second is asked for",
                    path -> {
                        GeneratedShapes.map(path, Policies.GOLD, Policies.SILVER);
                        path.explicitly(Policies.SILVER);
                    });
    static final Mutation POLICY_MAPPING_UNASKED =
            new Mutation(
                    Group.POLICY,
                    "certificate-policy",
                    "a policy is mapped, but mapping is inhibited",
                    path -> {
                        GeneratedShapes.map(path, Policies.GOLD);
                        path.inputs = new PolicyInputs(Set.of(Policies.GOLD), true, true, false);
                    });

    static final List<Mutation> ALL =
            List.of(
                    MAIL_INSIDE,
                    MAIL_OUTSIDE,
                    MAIL_EXCLUDED,
                    NAME_INSIDE,
                    NAME_OUTSIDE,
                    NAME_EXCLUDED,
                    ANCHOR_NAMES,
                    POLICY,
                    POLICY_ANY,
                    POLICY_ANY_INHIBITED,
                    POLICY_MISSING,
                    POLICY_OTHER,
                    POLICY_REQUIRED,
                    POLICY_MAPPED,
                    POLICY_TWO_MAPPED,
                    POLICY_MAPPING_UNASKED);

    private NameAndPolicyMutations() {}

    private static GeneralName directory(String name) {
        return new GeneralName(new X500Name(name));
    }
}
