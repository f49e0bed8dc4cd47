/** What James's health checks say of the extension. */
package org.securemessaging.admin.health;
