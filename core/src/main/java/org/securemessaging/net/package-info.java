/** Bounded fetching: the only place that opens a socket to an address a stranger named. */
package org.securemessaging.net;
