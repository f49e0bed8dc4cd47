/** What every command's report is made of. */
package org.securemessaging.admin.report;
