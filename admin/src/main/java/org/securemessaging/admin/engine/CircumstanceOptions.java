package org.securemessaging.admin.engine;

import java.time.Instant;
import java.util.Optional;
import org.securemessaging.trust.PolicyInputs;
import org.securemessaging.trust.RevocationMode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The circumstances of a judgement, where they differ from the configuration. */
public final class CircumstanceOptions {
    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description =
                    "Judge as of this time instead of now: 2026-01-02T03:04:05Z,"
                            + " 2026-01-02T03:04:05+01:00, or 2026-01-02 (midnight UTC).")
    private Instant at;

    @Option(
            names = "--revocation",
            paramLabel = "MODE",
            converter = RevocationModeConverter.class,
            description =
                    "require: a revocation status must be had; prefer: it is looked for, and its"
                            + " absence is said; off: it is not looked for.")
    private RevocationMode revocation;

    @Option(
            names = "--allow-weak",
            description = "Tolerate weak algorithms and short keys; the reasons still name them.")
    private boolean allowWeak;

    @Option(names = "--offline", description = "Fetch nothing over the network.")
    private boolean offline;

    @Mixin private PolicyOptions policies = new PolicyOptions();

    PolicyInputs policies() {
        return policies.inputs();
    }

    Optional<Instant> at() {
        return Optional.ofNullable(at);
    }

    Optional<RevocationMode> revocation() {
        return Optional.ofNullable(revocation);
    }

    boolean allowWeak() {
        return allowWeak;
    }

    boolean offline() {
        return offline;
    }
}
