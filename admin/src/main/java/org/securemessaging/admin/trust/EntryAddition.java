package org.securemessaging.admin.trust;

import java.util.List;
import java.util.function.Function;
import org.securemessaging.admin.Terminal;
import org.securemessaging.admin.engine.UnusableArgumentException;
import org.securemessaging.trust.list.TrustListEntry;
import org.securemessaging.trust.list.TrustListFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Adds entries to a trust list, and says how many. */
final class EntryAddition {
    private final Terminal terminal;
    private final CommandSpec spec;

    EntryAddition(Terminal terminal, CommandSpec spec) {
        this.terminal = terminal;
        this.spec = spec;
    }

    /**
     * Adds an entry for each certificate.
     *
     * @param entry makes the entry of a thumbprint
     * @return 0
     * @throws ParameterException if something named can't be used
     */
    int add(ListOption list, EntryOptions options, Function<String, TrustListEntry> entry) {
        try {
            TrustListFile file = list.open();
            List<TrustListEntry> entries = options.thumbprints().stream().map(entry).toList();
            int added = file.addAll(entries);
            ListOption.save(file);
            terminal.out()
                    .println(
                            "%d added, %d stood there already"
                                    .formatted(added, entries.size() - added));
            return 0;
        } catch (UnusableArgumentException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
