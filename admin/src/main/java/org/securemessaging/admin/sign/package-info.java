/** The command {@code sign}. */
package org.securemessaging.admin.sign;
