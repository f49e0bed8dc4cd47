package org.securemessaging.directory.publication;

import java.util.List;

/** Is told how far a sweep is, by the thread that sweeps. */
public interface SweepListener {
    /** Does not care. */
    SweepListener NONE =
            new SweepListener() {
                @Override
                public void found(int entries) {}

                @Override
                public void swept(List<EntryChange> changes) {}

                @Override
                public void failed(String why) {}

                @Override
                public void also(SweepReport report) {}
            };

    /**
     * The search is over.
     *
     * @param entries how many entries are to be looked at
     */
    void found(int entries);

    /**
     * An entry was looked at.
     *
     * @param changes the values that went from it, or would; mostly none
     */
    void swept(List<EntryChange> changes);

    /**
     * An entry could not be swept.
     *
     * @param why which, and the reason
     */
    void failed(String why);

    /**
     * Something else was done that goes with it, such as the border directory's update.
     *
     * @param report what was changed, and what could not be done
     */
    void also(SweepReport report);
}
