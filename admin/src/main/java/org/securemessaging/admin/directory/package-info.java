/** The command {@code directory}. */
package org.securemessaging.admin.directory;
