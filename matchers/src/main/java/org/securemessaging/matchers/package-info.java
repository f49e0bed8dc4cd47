/** The matchers, each thin: what a message carries, and what the report on it says. */
package org.securemessaging.matchers;
