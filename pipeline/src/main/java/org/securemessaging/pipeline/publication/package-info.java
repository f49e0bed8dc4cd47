/** Publication in the directory, with everything the configuration says about it. */
package org.securemessaging.pipeline.publication;
