package org.securemessaging.admin.task;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.securemessaging.directory.publication.EntryChange;
import org.securemessaging.directory.publication.SweepListener;
import org.securemessaging.directory.publication.SweepReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps how far a sweep is, and writes into the log what it does. Thread safe. */
final class SweepProgress implements SweepListener {
    private static final Logger LOGGER = LoggerFactory.getLogger(SweepProgress.class);

    private final boolean dryRun;
    private final Clock clock;
    private final AtomicInteger entries = new AtomicInteger();
    private final AtomicInteger swept = new AtomicInteger();
    private final FirstOf changes = new FirstOf();
    private final FirstOf failures = new FirstOf();

    SweepProgress(boolean dryRun, Clock clock) {
        this.dryRun = dryRun;
        this.clock = clock;
    }

    @Override
    public void found(int number) {
        entries.set(number);
    }

    @Override
    public void swept(List<EntryChange> removed) {
        swept.incrementAndGet();
        removed.forEach(this::changed);
    }

    @Override
    public void failed(String why) {
        LOGGER.warn("Sweep: {}", why);
        failures.add(why);
    }

    @Override
    public void also(SweepReport report) {
        report.removed().forEach(this::changed);
        report.failures().forEach(this::failed);
    }

    boolean isClean() {
        return failures.count() == 0;
    }

    SweepDetails details() {
        return new SweepDetails(
                SweepTask.TYPE.asString(),
                clock.instant(),
                dryRun,
                entries.get(),
                swept.get(),
                changes.count(),
                failures.count(),
                changes.kept(),
                failures.kept());
    }

    private void changed(EntryChange change) {
        LOGGER.info("Sweep{}: {}", dryRun ? " (dry run)" : "", change);
        changes.add(change.toString());
    }
}
