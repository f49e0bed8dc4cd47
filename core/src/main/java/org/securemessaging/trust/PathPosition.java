package org.securemessaging.trust;

/**
 * Where a certificate stands in a path, counted as RFC 5280 §6.1 does.
 *
 * @param index 1 for the one that the anchor issued
 * @param length certificates in the path, without the anchor; the target's index
 */
record PathPosition(int index, int length) {
    boolean isTarget() {
        return index == length;
    }
}
