package org.securemessaging.admin.directory;

import java.util.List;
import org.securemessaging.cms.SmimeCapabilities;

/** Capabilities as text. */
final class CapabilityNames {
    private CapabilityNames() {}

    /** The object identifiers, the preferred first. */
    static List<String> of(SmimeCapabilities capabilities) {
        return capabilities.algorithms().stream()
                .map(algorithm -> algorithm.getAlgorithm().getId())
                .toList();
    }
}
