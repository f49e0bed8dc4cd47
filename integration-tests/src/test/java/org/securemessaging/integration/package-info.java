/** The built jar in a real James, and against other people's software. */
package org.securemessaging.integration;
