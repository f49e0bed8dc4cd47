package org.securemessaging.server;

/**
 * Where a server listens on the loopback address.
 *
 * @param smtp the SMTP port
 * @param imap the IMAP port
 * @param webadmin the port of James's administration over HTTP
 */
public record ServerPorts(int smtp, int imap, int webadmin) {}
