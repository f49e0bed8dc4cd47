/** {@code securemessaging.xml} as immutable records, read the way James reads its own files. */
package org.securemessaging.pipeline.configuration;
