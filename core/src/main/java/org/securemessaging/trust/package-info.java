/** Path building and validation, anchors, and the decision on revocation (RFC 5280). */
package org.securemessaging.trust;
