/** The verifying engine, assembled from a configuration; for the server and the command line. */
package org.securemessaging.pipeline.engine;
