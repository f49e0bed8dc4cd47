package org.securemessaging.trust;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.PolicyInformation;

/** Reads the extensions on certificate policies into plain sets (RFC 5280 §4.2.1.4, §4.2.1.5). */
final class PolicyReader {
    private PolicyReader() {}

    /**
     * The policies of a certificate. One that says a policy twice, which §4.2.1.4 forbids, is valid
     * for none; that matters only where a policy is asked for.
     */
    static Set<String> policies(ASN1Encodable extension) {
        List<String> policies =
                Arrays.stream(CertificatePolicies.getInstance(extension).getPolicyInformation())
                        .map(PolicyInformation::getPolicyIdentifier)
                        .map(ASN1ObjectIdentifier::getId)
                        .toList();
        Set<String> once = new LinkedHashSet<>(policies);
        return once.size() == policies.size() ? once : Set.of();
    }

    /** The subject domain's policies by the issuer domain's policy they are equal to. */
    static Map<String, Set<String>> mappings(ASN1Encodable extension) {
        Map<String, Set<String>> byIssuerPolicy = new LinkedHashMap<>();
        for (ASN1Encodable element : ASN1Sequence.getInstance(extension)) {
            ASN1Sequence pair = ASN1Sequence.getInstance(element);
            byIssuerPolicy
                    .computeIfAbsent(identifier(pair, 0), key -> new LinkedHashSet<>())
                    .add(identifier(pair, 1));
        }
        return byIssuerPolicy;
    }

    private static String identifier(ASN1Sequence pair, int index) {
        return ASN1ObjectIdentifier.getInstance(pair.getObjectAt(index)).getId();
    }
}
