/** A plain mail program: makes signed messages, sends them octet for octet, reads them back. */
package org.securemessaging.server.mail;
