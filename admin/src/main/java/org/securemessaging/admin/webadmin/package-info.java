/**
 * Routes of webadmin, which {@code docs/webadmin.md} describes. Nothing here may use {@code
 * Request.raw} or {@code Response.raw}: James 3.9 has them of other types.
 */
package org.securemessaging.admin.webadmin;
