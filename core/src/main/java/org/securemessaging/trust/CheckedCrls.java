package org.securemessaging.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.securemessaging.cms.SignatureCheck;
import org.securemessaging.cms.SignatureChecker;
import org.securemessaging.cms.SignedOctets;
import org.securemessaging.revocation.Crl;

/**
 * Checks CRLs' signatures, and remembers which key signed which: the same CRL, of 20 MB perhaps, is
 * consulted for each certificate of its issuer. That a signature is wrong is not remembered. Thread
 * safe.
 */
final class CheckedCrls {
    // More than there are CAs for mail; a stranger who brings more has them checked anew.
    private static final int REMEMBERED = 1_000;

    private final SignatureChecker checker;
    private final Cache<Signed, SignatureCheck> good =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** A CRL with its signature, by thumbprint, and the key. */
    private record Signed(String crl, SubjectPublicKeyInfo key) {}

    CheckedCrls(SignatureChecker checker) {
        this.checker = checker;
    }

    SignatureCheck check(Crl crl, SignedOctets signed, SubjectPublicKeyInfo key) {
        Signed question = new Signed(crl.sha256(), key);
        SignatureCheck known = good.getIfPresent(question);
        if (known != null) {
            return known;
        }
        SignatureCheck check =
                checker.check(key, crl.signatureAlgorithm(), signed, crl.signature());
        if (check.valid()) {
            good.put(question, check);
        }
        return check;
    }
}
