package io.driverelay.upload;

/** What was tried in vain: turns in a row without progress, sessions lost in use, items that differed, refusals for want of space in a row. */
public record Tries(int fruitlessTurns, int sessionsLost, int mismatches, int spaceRefusals) {
    public static final Tries NONE = new Tries(0, 0, 0, 0);

    public Tries turnBegun() {
        return new Tries(fruitlessTurns + 1, sessionsLost, mismatches, spaceRefusals);
    }

    /** The turn ended by waiting, which is not the upload's fault. */
    public Tries turnTakenBack() {
        return new Tries(Math.max(0, fruitlessTurns - 1), sessionsLost, mismatches, spaceRefusals);
    }

    public Tries fruitful() {
        return new Tries(0, sessionsLost, mismatches, 0);
    }

    public Tries sessionLost() {
        return new Tries(fruitlessTurns, sessionsLost + 1, mismatches, spaceRefusals);
    }

    public Tries mismatch() {
        return new Tries(fruitlessTurns, sessionsLost, mismatches + 1, spaceRefusals);
    }

    public Tries spaceRefused() {
        return new Tries(fruitlessTurns, sessionsLost, mismatches, spaceRefusals + 1);
    }
}
