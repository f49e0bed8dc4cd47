package org.securemessaging.cms;

import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/** Ends the check of one signature early; never leaves {@link SignatureChecker}. */
final class SignatureRejection extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    private SignatureRejection(Finding finding) {
        super(finding.detail(), null, false, false);
        this.finding = finding;
    }

    static SignatureRejection unsupported(String detail) {
        return new SignatureRejection(Finding.of(ReasonCode.UNSUPPORTED_ALGORITHM, detail));
    }

    static SignatureRejection malformedKey(String detail) {
        return new SignatureRejection(Finding.of(ReasonCode.MALFORMED_CERTIFICATE, detail));
    }

    static SignatureRejection invalid(String detail) {
        return new SignatureRejection(Finding.of(ReasonCode.SIGNATURE_INVALID, detail));
    }

    Finding finding() {
        return finding;
    }

    SignatureOutcome outcome() {
        return finding.reason() == ReasonCode.SIGNATURE_INVALID
                ? SignatureOutcome.INVALID
                : SignatureOutcome.UNDECIDED;
    }
}
