package io.driverelay.drive;

import java.util.ArrayList;
import java.util.List;

/** Ends whatever moves bytes at this moment, from another thread: the instance is being shut down. Once cut, it stays cut. */
public final class Cutoff {
    private final List<Runnable> cuts = new ArrayList<>();
    private boolean cut;

    /** Registers what a cut must do; done at once if it was cut already. */
    public synchronized void onCut(Runnable action) {
        if (cut) {
            action.run();
        } else {
            cuts.add(action);
        }
    }

    /** Forgets the registered actions: the exchange they belong to is over. */
    public synchronized void clear() {
        cuts.clear();
    }

    public synchronized void cut() {
        cut = true;
        cuts.forEach(Runnable::run);
        cuts.clear();
    }

    public synchronized boolean isCut() {
        return cut;
    }
}
