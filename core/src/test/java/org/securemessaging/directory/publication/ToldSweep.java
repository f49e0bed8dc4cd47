package org.securemessaging.directory.publication;

import java.util.List;

/** Notes what it is told: a number for the entries, one for each entry's changes. */
record ToldSweep(List<String> told) implements SweepListener {
    @Override
    public void found(int entries) {
        told.add(Integer.toString(entries));
    }

    @Override
    public void swept(List<EntryChange> changes) {
        told.add(Integer.toString(changes.size()));
    }

    @Override
    public void failed(String why) {
        told.add(why);
    }

    @Override
    public void also(SweepReport report) {
        told.add(report.toString());
    }
}
