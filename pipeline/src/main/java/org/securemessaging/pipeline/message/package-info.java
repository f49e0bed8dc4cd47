/** A mail's message as octets, in and out of James without re-encoding. */
package org.securemessaging.pipeline.message;
