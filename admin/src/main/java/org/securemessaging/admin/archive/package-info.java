/** {@code archive}: reading the compliance archive. */
package org.securemessaging.admin.archive;
