package org.securemessaging.cms.encrypt;

import java.security.Provider;
import java.util.Map;
import java.util.TreeMap;

/** Bouncy Castle, and how often each of its algorithms was asked for. */
final class CountingProvider extends Provider {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, Integer> counts = new TreeMap<>();
    private final transient Provider counted;

    CountingProvider(Provider counted) {
        super("counting", "1", "counts");
        this.counted = counted;
    }

    @Override
    public synchronized Service getService(String type, String algorithm) {
        Service service = counted.getService(type, algorithm);
        if (service != null) {
            counts.merge(type + " " + algorithm, 1, Integer::sum);
        }
        return service;
    }

    Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }
}
