/** Tells OpenPGP mail (RFC 3156, RFC 9580) from what is only labelled so. Opens none of it. */
package org.securemessaging.mime.pgp;
