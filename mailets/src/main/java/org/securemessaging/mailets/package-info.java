/** The mailets, each thin: parameters, then the engine, then attributes or header fields. */
package org.securemessaging.mailets;
