/**
 * Finds the certificate that mail to an address is encrypted to: an ordered list of sources, the
 * choice among what they hold, and a memory of both.
 */
package org.securemessaging.directory.lookup;
