package io.driverelay.store;

/** A write came too late: another has written, created or deleted the record since it was read. Read again and decide again. */
public final class ChangedMeanwhile extends RuntimeException {
    public ChangedMeanwhile(String what) {
        super(what + " was changed by another since it was read");
    }
}
