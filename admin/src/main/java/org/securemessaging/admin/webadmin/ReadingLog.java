package org.securemessaging.admin.webadmin;

import java.io.IOException;
import java.util.List;
import org.apache.james.webadmin.authentication.AuthenticationFilter;
import org.securemessaging.pipeline.archive.AuditLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import spark.Request;

/** Writes down who reads the archive over webadmin, and why. Thread safe. */
final class ReadingLog {
    /** Names of the parameters. */
    static final String WHO = "who";

    static final String WHY = "why";

    private static final Logger LOGGER = LoggerFactory.getLogger(ReadingLog.class);

    private final AuditLog log;

    ReadingLog(AuditLog log) {
        this.log = log;
    }

    /**
     * What is asked of whoever reads; ends the request with 400 if he does not tell. Webadmin knows
     * its users only by the subject of a JWT: that one is then who reads, unless he says more.
     */
    Entry entry(Request request, Parameters parameters) {
        String login = request.attribute(AuthenticationFilter.LOGIN);
        String why = parameters.required(WHY, "why you read it, for the audit log");
        String who =
                login != null && parameters.text(WHO).isEmpty()
                        ? login
                        : parameters.required(WHO, "who you are, for the audit log");
        return new Entry(
                login != null ? "webadmin:" + login : "webadmin at " + request.ip(), who, why);
    }

    /** Who reads, and why. */
    final class Entry {
        private final String account;
        private final String who;
        private final String why;

        private Entry(String account, String who, String why) {
            this.account = account;
            this.who = who;
            this.why = why;
        }

        /** Writes it down; ends the request with 500, and shows nothing, if that can't be done. */
        void write(String action, List<String> what) {
            try {
                log.write(new AuditLog.Reading(account, who, why, action, what));
            } catch (IOException e) {
                LOGGER.error("The audit log can't be written", e);
                throw Refusal.failed(
                        "Nothing is shown, since the audit log can't be written: " + e);
            }
        }
    }
}
