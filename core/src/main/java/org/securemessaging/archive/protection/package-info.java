/** What keeps records of the archive from being read, forged and thinned out. */
package org.securemessaging.archive.protection;
