/** The server's engine as the options of a command change it. */
package org.securemessaging.admin.engine;
