/**
 * CMS layers as streams (RFC 5652, 8551): what an entity carries, and whether what was signed is
 * what arrived. Says nothing of trust: a signature that holds here holds under a key, not under a
 * name.
 */
package org.securemessaging.cms;
