/** The commands that read and change a trust list. */
package org.securemessaging.admin.trust;
