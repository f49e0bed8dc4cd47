/** The trial server: its working folder, its options, and the order in which it comes up. */
package org.securemessaging.server;
