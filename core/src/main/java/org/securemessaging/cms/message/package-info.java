/** What layers that are signed and layers that are encrypted have in common: a message's header. */
package org.securemessaging.cms.message;
