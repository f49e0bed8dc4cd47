package org.securemessaging.admin.trust;

import java.util.concurrent.Callable;
import org.securemessaging.admin.Terminal;
import org.securemessaging.trust.list.TrustListEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trust allow}: a certificate is known to be good. */
@Command(
        name = "allow",
        description = "Accept certificates in spite of what is said to be tolerated.",
        sortOptions = false)
final class AllowCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Mixin private EntryOptions entry = new EntryOptions();

    @Option(
            names = "--expired",
            description = "It does not matter that it, or one above it, has expired.")
    private boolean expired;

    @Option(
            names = "--unreachable",
            description = "A path may end in it as if it were a trust anchor.")
    private boolean unreachable;

    @Mixin private ListOption list = new ListOption();

    AllowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return new EntryAddition(terminal, spec)
                .add(
                        list,
                        entry,
                        thumbprint ->
                                new TrustListEntry.Allow(
                                        thumbprint,
                                        entry.purposes(),
                                        entry.time(),
                                        expired,
                                        unreachable,
                                        entry.remark()));
    }
}
