package org.securemessaging.admin.verify;

import java.time.Instant;
import java.util.Optional;
import org.securemessaging.trust.RevocationMode;
import org.securemessaging.verification.IdentityMode;
import picocli.CommandLine.Option;

/** How messages are judged, where it differs from the configuration. */
final class JudgementOptions {
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
            names = "--identity",
            paramLabel = "MODE",
            converter = IdentityModeConverter.class,
            description =
                    "from-or-sender: the certificate must hold the address of From, or of Sender;"
                            + " from: that of From; off: no address is compared.")
    private IdentityMode identity;

    @Option(
            names = "--allow-weak",
            description = "Tolerate weak algorithms and short keys; the reasons still name them.")
    private boolean allowWeak;

    @Option(names = "--offline", description = "Fetch nothing over the network.")
    private boolean offline;

    Optional<Instant> at() {
        return Optional.ofNullable(at);
    }

    Optional<RevocationMode> revocation() {
        return Optional.ofNullable(revocation);
    }

    Optional<IdentityMode> identity() {
        return Optional.ofNullable(identity);
    }

    boolean allowWeak() {
        return allowWeak;
    }

    boolean offline() {
        return offline;
    }
}
