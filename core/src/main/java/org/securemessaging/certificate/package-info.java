/** What a certificate says: names, addresses, usages, thumbprint (RFC 5280, 8550, 9598). */
package org.securemessaging.certificate;
