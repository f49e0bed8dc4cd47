package org.securemessaging.pipeline.configuration;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.securemessaging.cms.AlgorithmPolicy;

/** Reads {@code <algorithms>} into the engine's own record. */
final class AlgorithmSettings {
    private AlgorithmSettings() {}

    static AlgorithmPolicy read(ConfigurationElement element) {
        AlgorithmPolicy defaults = AlgorithmPolicy.defaults();
        int bits = Values.number(element, "minimumRsaBits", defaults.minimumRsaBits());
        Set<String> digests =
                names(element, "digest", AlgorithmPolicy.knownDigests(), defaults.digests());
        Set<String> curves =
                names(element, "curve", AlgorithmPolicy.knownCurves(), defaults.curves());
        boolean weak = Values.truth(element, "allowWeak", defaults.allowWeak());
        element.finish();
        try {
            return new AlgorithmPolicy(bits, digests, curves, weak);
        } catch (IllegalArgumentException e) {
            // The names were checked above: what is left is the range of the number.
            throw element.refusal("minimumRsaBits", bits, e.getMessage());
        }
    }

    private static Set<String> names(
            ConfigurationElement element, String name, Set<String> known, Set<String> byDefault) {
        List<String> names =
                element.values(name, String.join(", ", known), text -> requireKnown(text, known));
        return names.isEmpty() ? byDefault : new LinkedHashSet<>(names);
    }

    private static String requireKnown(String name, Set<String> known) {
        if (!known.contains(name)) {
            throw new IllegalArgumentException("unknown name");
        }
        return name;
    }
}
