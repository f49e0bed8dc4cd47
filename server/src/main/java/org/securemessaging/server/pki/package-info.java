/**
 * A small PKI to try things with: a root, an issuing authority, people of two organisations, and
 * what can be wrong with a certificate. Uses the Bouncy Castle that James itself brings.
 */
package org.securemessaging.server.pki;
