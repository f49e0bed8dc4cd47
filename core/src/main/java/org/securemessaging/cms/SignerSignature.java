package org.securemessaging.cms;

import java.util.List;
import java.util.Optional;
import org.securemessaging.certificate.Certificate;

/**
 * The signature of a SignerInfo, checked under the certificates that fit its identifier.
 *
 * @param check what was found under the key chosen; empty if none was tried
 * @param algorithm the algorithm's name; empty if it is not known
 * @param certificates those with the key chosen; all that fit, if none was tried
 * @param keysLeft whether no key fit and some remained untried when the budget ended
 */
record SignerSignature(
        Optional<SignatureCheck> check,
        Optional<String> algorithm,
        List<Certificate> certificates,
        boolean keysLeft) {}
