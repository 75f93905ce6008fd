package io.driverelay.upkeep;

import io.driverelay.upload.UploadMark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is due, by home, collected from the marks as they are read: nothing else of them is held. */
final class DueWork {
    private final List<Step> steps;
    private final Map<String, HomeWork> homes = new HashMap<>();

    DueWork(List<Step> steps) {
        this.steps = steps;
    }

    void add(UploadMark mark) {
        for (int step = 0; step < steps.size(); step++) {
            if (steps.get(step).isDue(mark)) {
                homes.computeIfAbsent(mark.connectionId(), home -> new HomeWork(steps))
                        .add(step, mark);
            }
        }
    }

    List<HomeWork> homes() {
        return List.copyOf(homes.values());
    }
}
