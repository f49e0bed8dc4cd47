/** Gives a message a form that every mail server passes on octet for octet (RFC 8551 §3.1.2). */
package org.securemessaging.mime.transport;
