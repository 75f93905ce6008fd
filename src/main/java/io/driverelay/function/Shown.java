package io.driverelay.function;

import io.driverelay.drive.ItemName;

/** What a caller sent, as it is repeated to it: short, and without a character that a screen or a log would obey. */
final class Shown {
    private static final int LONGEST = 200;

    private Shown() {}

    static String of(String text) {
        return ItemName.shown(text, LONGEST);
    }
}
