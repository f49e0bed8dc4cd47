/**
 * Writes certificates and CRLs into the administrator's directories, value by value, so that nobody
 * loses what others wrote (RFC 4523, RFC 2798 §2.8).
 */
package org.securemessaging.directory.publication;
