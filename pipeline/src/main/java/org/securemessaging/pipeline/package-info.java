/**
 * The bridge between the engine and James: wiring, the guard around every mailet and matcher, and
 * what they share.
 */
package org.securemessaging.pipeline;
