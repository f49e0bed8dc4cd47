package org.securemessaging.directory.publication;

import java.util.Arrays;

/** One value of an attribute, to compare by its octets. Immutable and thread safe. */
public final class StoredValue {
    private final byte[] octets;

    private StoredValue(byte[] octets) {
        this.octets = octets;
    }

    /**
     * A value.
     *
     * @param octets copied
     * @return the value
     */
    public static StoredValue of(byte[] octets) {
        return new StoredValue(octets.clone());
    }

    /**
     * The octets.
     *
     * @return a copy
     */
    public byte[] octets() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredValue that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return octets.length + " octets";
    }
}
