/** The vocabulary of verdicts: RFC 7281's results, reason codes, and findings. */
package org.securemessaging.result;
