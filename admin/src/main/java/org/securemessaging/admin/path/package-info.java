/** The command that looks for certification paths. */
package org.securemessaging.admin.path;
