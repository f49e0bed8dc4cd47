package org.securemessaging.server.tour;

import java.util.List;

/**
 * What became of one mail of the tour.
 *
 * @param sent what was sent
 * @param expected the stamp that was expected
 * @param arrived the stamp that was found, or that nothing arrived
 * @param faults everything that is not as it should be; empty if all is well
 */
public record TourLine(String sent, String expected, String arrived, List<String> faults) {
    /** Copies the faults. */
    public TourLine {
        faults = List.copyOf(faults);
    }

    /**
     * Whether the mail arrived as expected.
     *
     * @return true if there is no fault
     */
    public boolean right() {
        return faults.isEmpty();
    }
}
