/** What James runs as tasks, on any of its nodes. */
package org.securemessaging.admin.task;
