/** Private keys: where they are kept, and for whom and what each may be used. */
package org.securemessaging.keys;
