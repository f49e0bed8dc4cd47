package org.securemessaging.admin.verify;

/** Writes what was found of messages, one after the other, to standard output. */
interface ReportWriter {
    /**
     * Writes one message's report.
     *
     * @param message the message
     */
    void write(JudgedMessage message);
}
