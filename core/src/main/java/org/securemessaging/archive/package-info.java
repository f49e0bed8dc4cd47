/** The compliance archive: what a journal report holds, and where reports go. */
package org.securemessaging.archive;
