/** {@code encrypt}: encrypts a message, or says to which certificates it would be, and why. */
package org.securemessaging.admin.encrypt;
