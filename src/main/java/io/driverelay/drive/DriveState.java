package io.driverelay.drive;

import java.util.Locale;

/** Graph's {@code quota.state}, and {@link #UNKNOWN} while there is none. */
public enum DriveState {
    NORMAL,
    NEARING,
    CRITICAL,
    EXCEEDED,
    UNKNOWN;

    /** As Graph spells it; anything else is unknown. */
    public static DriveState of(String text) {
        for (DriveState state : values()) {
            if (state.label().equals(text)) {
                return state;
            }
        }
        return UNKNOWN;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
