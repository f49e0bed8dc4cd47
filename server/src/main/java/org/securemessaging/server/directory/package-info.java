/** The trial server's address book: ApacheDS in a process of its own, and what is in it. */
package org.securemessaging.server.directory;
