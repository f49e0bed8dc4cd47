package org.securemessaging.admin.trust;

import java.util.concurrent.Callable;
import org.securemessaging.admin.Terminal;
import org.securemessaging.trust.list.TrustListEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trust deny}: no path that holds a certificate is accepted. */
@Command(
        name = "deny",
        description = "Accept no path that holds one of these certificates.",
        sortOptions = false)
final class DenyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Mixin private EntryOptions entry = new EntryOptions();

    @Mixin private ListOption list = new ListOption();

    DenyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return new EntryAddition(terminal, spec)
                .add(
                        list,
                        entry,
                        thumbprint ->
                                new TrustListEntry.Deny(
                                        thumbprint,
                                        entry.purposes(),
                                        entry.time(),
                                        entry.remark()));
    }
}
