/**
 * The tour: mails that are right or wrong in one way each, and whether they arrive as they should.
 */
package org.securemessaging.server.tour;
