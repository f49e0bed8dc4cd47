package org.securemessaging.admin.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.securemessaging.trust.PolicyInputs;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The user's four inputs to policy processing (RFC 5280 §6.1.1). */
public final class PolicyOptions {
    @Option(
            names = "--policy",
            paramLabel = "OID",
            converter = Oid.class,
            description =
                    "A certificate policy that is acceptable, such as 2.16.840.1.101.3.2.1.48.1."
                            + " May be repeated. Without it, any is.")
    private List<String> acceptable = List.of();

    @Option(
            names = "--explicit-policy",
            description = "The path must be valid for an acceptable policy.")
    private boolean explicitPolicy;

    @Option(names = "--inhibit-policy-mapping", description = "Policies may not be mapped.")
    private boolean inhibitMapping;

    @Option(
            names = "--inhibit-any-policy",
            description = "anyPolicy in a certificate stands for no policy.")
    private boolean inhibitAnyPolicy;

    PolicyInputs inputs() {
        Set<String> oids = new LinkedHashSet<>(acceptable);
        return new PolicyInputs(oids, explicitPolicy, inhibitMapping, inhibitAnyPolicy);
    }

    /** Checks that a policy is a dotted object identifier. */
    static final class Oid implements ITypeConverter<String> {
        private static final Pattern DOTTED = Pattern.compile("[0-2](\\.(0|[1-9][0-9]*))+");

        @Override
        public String convert(String value) {
            if (!DOTTED.matcher(value).matches()) {
                throw new TypeConversionException(
                        "'" + value + "' is no object identifier such as 1.2.840.113549");
            }
            return value;
        }
    }
}
