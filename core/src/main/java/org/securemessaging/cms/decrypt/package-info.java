/** Encrypted layers: who can read them, and what is inside. */
package org.securemessaging.cms.decrypt;
