/** The command {@code verify}: judges messages from files as the server would judge them. */
package org.securemessaging.admin.verify;
