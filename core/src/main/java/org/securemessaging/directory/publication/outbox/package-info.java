/** Work for a directory that waits on disk until the directory takes it. */
package org.securemessaging.directory.publication.outbox;
