/** What an administrator sees: the command line, and later health checks, routes and tasks. */
package org.securemessaging.admin;
