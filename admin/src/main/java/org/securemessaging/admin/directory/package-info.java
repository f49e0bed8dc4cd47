/** The commands that read and change the certificate directory. */
package org.securemessaging.admin.directory;
