/** The commands that look after certificate revocation lists. */
package org.securemessaging.admin.crl;
