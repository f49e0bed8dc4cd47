/** Reports in a folder, one file each, with a manifest in which every change shows. */
package org.securemessaging.archive.folder;
