/** Journal reports in the form in which Exchange writes them, and reading them again. */
package org.securemessaging.archive.journal;
