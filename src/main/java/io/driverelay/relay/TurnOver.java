package io.driverelay.relay;

/** Leaves a turn from wherever it is. */
final class TurnOver extends RuntimeException {
    private final transient TurnEnd end;

    TurnOver(TurnEnd end) {
        super(end.toString(), null, false, false);
        this.end = end;
    }

    TurnEnd end() {
        return end;
    }
}
