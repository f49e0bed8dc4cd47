package org.securemessaging.admin.task;

import java.util.ArrayList;
import java.util.List;

/** Counts texts and keeps the first of them. Thread safe. */
final class FirstOf {
    /** James keeps a task's details for good and, in a cluster, sends them around while it runs. */
    static final int KEPT = 200;

    private final List<String> kept = new ArrayList<>();
    private long count;

    synchronized void add(String text) {
        count++;
        if (kept.size() < KEPT) {
            kept.add(text);
        }
    }

    synchronized long count() {
        return count;
    }

    synchronized List<String> kept() {
        return List.copyOf(kept);
    }
}
