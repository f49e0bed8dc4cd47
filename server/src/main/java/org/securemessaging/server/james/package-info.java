/**
 * A James 3.8.1 whose queue, users, domains, mailboxes and repositories live in one folder and
 * survive a kill.
 */
package org.securemessaging.server.james;
