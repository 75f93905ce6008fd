package io.driverelay.store;

import java.util.function.Supplier;

/** A change that is read and decided again whenever another came first. */
public final class WriteRace {
    /** One loses it now and then; whoever loses it ten times is up against something that does not pass. */
    private static final int ROUNDS = 10;

    private WriteRace() {}

    /**
     * The first round that got through.
     *
     * @param what names the record, for a person
     * @param round reads, decides and writes, from the beginning
     * @throws StorageUnavailable when ten rounds were lost
     */
    public static <T> T decide(String what, Supplier<T> round) {
        for (int n = 0; n < ROUNDS; n++) {
            try {
                return round.get();
            } catch (ChangedMeanwhile e) {
                // another came first: read again and decide again
            }
        }
        throw new StorageUnavailable(what + ": changed by others again and again", null);
    }
}
