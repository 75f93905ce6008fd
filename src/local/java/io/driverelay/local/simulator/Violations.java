package io.driverelay.local.simulator;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a client did that the real protocol forbids or punishes, a sentence each. */
public final class Violations {
    private final List<String> all = new CopyOnWriteArrayList<>();

    void add(String sentence) {
        all.add(sentence);
    }

    public List<String> all() {
        return List.copyOf(all);
    }
}
