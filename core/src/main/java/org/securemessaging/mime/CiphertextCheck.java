package org.securemessaging.mime;

/**
 * Whether octets may be the output of a cipher. Half of such octets are above 127, of text in any
 * encoding of mail hardly one is; so that text in the place of ciphertext shows, while what was
 * scrambled or compressed does not. Not thread safe.
 */
public final class CiphertextCheck {
    /** Long enough for a verdict, short enough that a sentence does not drown in what is random. */
    private static final int WINDOW = 512;

    /**
     * Eight standard deviations, each half the square root of the number of octets: by chance once
     * in 10^15 windows.
     */
    private static final double LEAST_DEVIATIONS = 4;

    private static final int HIGH = 0x80;

    private boolean passed = true;
    private int octets;
    private int high;

    /**
     * Looks at the next octets.
     *
     * @param buffer holds them
     * @param offset where they start
     * @param count how many there are
     */
    public void update(byte[] buffer, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            octets++;
            high += (buffer[i] & HIGH) == 0 ? 0 : 1;
            if (octets == WINDOW) {
                judge();
            }
        }
    }

    /**
     * The verdict on all octets so far. Fewer than 64 are never found out.
     *
     * @return false if some of them are none of a cipher's
     */
    public boolean passed() {
        judge();
        return passed;
    }

    private void judge() {
        passed &= high >= octets / 2.0 - LEAST_DEVIATIONS * Math.sqrt(octets);
        octets = 0;
        high = 0;
    }
}
