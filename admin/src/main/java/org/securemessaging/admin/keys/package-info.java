/** The commands on private keys: what is in the vault, and what can be read with it. */
package org.securemessaging.admin.keys;
