package org.securemessaging.mime;

import java.nio.file.Path;

/**
 * How much of a message is kept on the heap, how large it may be, and where the rest goes.
 *
 * @param memoryThreshold the most octets kept on the heap; a longer message goes to a file
 * @param maximumSize the most octets a message may have
 * @param temporaryFolder an existing folder for such files, best one that others can't read
 */
public record SpoolLimits(int memoryThreshold, long maximumSize, Path temporaryFolder) {
    /**
     * 256 KiB: nine of ten mails are smaller, and twenty spooler threads then hold 5 MiB at most.
     */
    public static final int DEFAULT_MEMORY_THRESHOLD = 256 * 1024;

    /**
     * 1 GiB: above what any mail server is usually set to accept, so that the server's own limit
     * decides, and still a bound for what is unpacked from a small message.
     */
    public static final long DEFAULT_MAXIMUM_SIZE = 1024L * 1024 * 1024;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative, or the threshold is no length for an
     *     array
     */
    public SpoolLimits {
        if (memoryThreshold < 0 || memoryThreshold > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException("memory threshold out of range: " + memoryThreshold);
        }
        if (maximumSize < 0) {
            throw new IllegalArgumentException("maximum size is negative: " + maximumSize);
        }
    }

    /**
     * The default numbers with a given folder.
     *
     * @param temporaryFolder an existing folder
     * @return the limits
     */
    public static SpoolLimits in(Path temporaryFolder) {
        return new SpoolLimits(DEFAULT_MEMORY_THRESHOLD, DEFAULT_MAXIMUM_SIZE, temporaryFolder);
    }
}
