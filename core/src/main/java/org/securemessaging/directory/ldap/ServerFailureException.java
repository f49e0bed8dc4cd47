package org.securemessaging.directory.ldap;

import java.security.cert.CertificateException;
import org.apache.directory.api.ldap.model.exception.LdapOperationException;

/** One server can't be had; another may. */
final class ServerFailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_CAUSES = 8;

    ServerFailureException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What went wrong in the first place; the library wraps it in words of little help. */
    static String why(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < MOST_CAUSES && cause.getCause() != null; i++) {
            cause = cause.getCause();
        }
        String text = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        if (failure instanceof CertificateException) {
            return "its certificate is refused: " + text;
        }
        return failure instanceof LdapOperationException refusal
                ? refusal.getResultCode() + ", " + text
                : text;
    }
}
