/** Questions to the DNS, with the proof that DNSSEC gives. */
package org.securemessaging.net.dns;
