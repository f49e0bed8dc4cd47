/** Journal reports of James's mails, and the targets that they go to. */
package org.securemessaging.pipeline.archive;
