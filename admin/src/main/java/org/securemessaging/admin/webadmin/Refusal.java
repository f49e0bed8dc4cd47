package org.securemessaging.admin.webadmin;

import org.apache.james.webadmin.utils.ErrorResponder;
import org.apache.james.webadmin.utils.ErrorResponder.ErrorType;
import spark.HaltException;

/** Ends a request with an error in James's form. To be thrown. Stateless. */
final class Refusal {
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int SERVER_ERROR = 500;

    private Refusal() {}

    /** The request is wrong. */
    static HaltException invalid(String message) {
        return refusal(BAD_REQUEST, ErrorType.INVALID_ARGUMENT, message);
    }

    /** Whoever asks may not. */
    static HaltException forbidden(String message) {
        return refusal(FORBIDDEN, ErrorType.INVALID_ARGUMENT, message);
    }

    static HaltException notFound(String message) {
        return refusal(NOT_FOUND, ErrorType.NOT_FOUND, message);
    }

    /** The server is not set up for it. */
    static HaltException notConfigured(String message) {
        return refusal(CONFLICT, ErrorType.WRONG_STATE, message);
    }

    /** It can't be done now. */
    static HaltException failed(String message) {
        return refusal(SERVER_ERROR, ErrorType.SERVER_ERROR, message);
    }

    private static HaltException refusal(int status, ErrorType type, String message) {
        return ErrorResponder.builder().statusCode(status).type(type).message(message).haltError();
    }
}
