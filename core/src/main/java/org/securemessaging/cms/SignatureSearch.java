package org.securemessaging.cms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.securemessaging.certificate.Certificate;

/**
 * Tries a signature value under every key its signer identifier may mean, and over every form its
 * octets may have, within a budget.
 */
final class SignatureSearch {
    private final SignatureChecker checker;
    private final int keyBudget;

    SignatureSearch(SignatureChecker checker, int keyBudget) {
        this.checker = checker;
        this.keyBudget = keyBudget;
    }

    /** Searches; there must be at least one candidate and one form. */
    SignerSignature search(
            List<Certificate> candidates,
            SignatureScheme scheme,
            List<SignedOctets> forms,
            byte[] signature)
            throws IOException {
        Map<SubjectPublicKeyInfo, List<Certificate>> byKey = new LinkedHashMap<>();
        for (Certificate candidate : candidates) {
            byKey.computeIfAbsent(
                            candidate.holder().getSubjectPublicKeyInfo(), key -> new ArrayList<>())
                    .add(candidate);
        }
        Optional<SignerSignature> first = Optional.empty();
        boolean keysLeft = byKey.size() > keyBudget;
        int tried = 0;
        for (Map.Entry<SubjectPublicKeyInfo, List<Certificate>> entry : byKey.entrySet()) {
            if (tried++ == keyBudget) {
                break;
            }
            SignatureCheck check = checkForms(entry.getKey(), scheme, forms, signature);
            if (check.valid()) {
                return result(check, entry.getValue(), false);
            }
            first = first.or(() -> Optional.of(result(check, entry.getValue(), keysLeft)));
        }
        return first.orElseThrow();
    }

    private static SignerSignature result(
            SignatureCheck check, List<Certificate> certificates, boolean keysLeft) {
        return new SignerSignature(
                Optional.of(check), Optional.of(check.algorithm()), certificates, keysLeft);
    }

    private SignatureCheck checkForms(
            SubjectPublicKeyInfo key,
            SignatureScheme scheme,
            List<SignedOctets> forms,
            byte[] signature)
            throws IOException {
        SignatureCheck first = checker.check(key, scheme, forms.get(0), signature);
        for (SignedOctets form : forms.subList(1, forms.size())) {
            if (first.valid()) {
                break;
            }
            SignatureCheck further = checker.check(key, scheme, form, signature);
            if (further.valid()) {
                return further;
            }
        }
        return first;
    }
}
