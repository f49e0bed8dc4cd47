/** ApacheDS with one subtree, as a program of its own. */
package org.securemessaging.embedded;
