/** The report of a verification as attributes of a mail, which every queue of James can carry. */
package org.securemessaging.pipeline.report;
