package org.securemessaging.revocation;

import java.util.Map;

/** An OCSP responder answered that it gives no answer (RFC 6960 §4.2.1, OCSPResponseStatus). */
public final class OcspRefusalException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Map<Integer, String> NAMES =
            Map.of(
                    1, "malformedRequest",
                    2, "internalError",
                    3, "tryLater",
                    5, "sigRequired",
                    6, "unauthorized");

    /**
     * Says which status it was.
     *
     * @param status the number in the response
     */
    public OcspRefusalException(int status) {
        super("the responder answers " + NAMES.getOrDefault(status, "status " + status));
    }
}
