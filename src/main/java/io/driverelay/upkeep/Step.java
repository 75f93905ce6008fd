package io.driverelay.upkeep;

import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.upload.UploadMark;

/** What is done about uploads, one by one, when it is due for them; those of one home one after the other. */
interface Step {
    /** Decided by the mark alone, which may be older than the record: {@link #take} reads that and decides again. */
    boolean isDue(UploadMark mark);

    /** As what it is counted in the pass's event. */
    Amount counted();

    /** A record that changed meanwhile is left for the next pass. */
    void take(UploadMark mark);

    /** How many of one home's a pass takes, the oldest; the others wait for the next. */
    default int mostOfAHome() {
        return 500;
    }
}
