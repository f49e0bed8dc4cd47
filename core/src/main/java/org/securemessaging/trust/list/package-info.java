/** Trust lists: what an administrator allows, denies and asks of anchors, by thumbprint. */
package org.securemessaging.trust.list;
