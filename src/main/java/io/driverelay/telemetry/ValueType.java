package io.driverelay.telemetry;

/** How a value is written, and how much of it. */
public enum ValueType {
    ID("text", "", Sizes.ID),
    /** One of a few that the code knows. */
    WORD("text", "", Sizes.ID),
    TEXT("text", "", Sizes.TEXT),
    STACK("text", "", Sizes.STACK),
    MILLISECONDS("whole number", "ms", Sizes.NUMBER),
    SECONDS("whole number", "s", Sizes.NUMBER),
    HOURS("whole number", "h", Sizes.NUMBER),
    BYTES("whole number", "bytes", Sizes.NUMBER),
    COUNT("whole number", "count", Sizes.NUMBER),
    /** Of HTTP. */
    STATUS("whole number", "", Sizes.NUMBER),
    FLAG("true or false", "", 5),
    INSTANT("time (ISO 8601, UTC)", "", 32);

    private final String words;
    private final String unit;
    private final int mostBytes;

    ValueType(String words, String unit, int mostBytes) {
        this.words = words;
        this.unit = unit;
        this.mostBytes = mostBytes;
    }

    public String words() {
        return words;
    }

    /** Empty for none. */
    public String unit() {
        return unit;
    }

    /** Of a text, in UTF-8 and with its escapes; the rest of a longer one is cut. */
    int mostBytes() {
        return mostBytes;
    }

    /** In bytes. */
    private static final class Sizes {
        static final int ID = 160;
        static final int TEXT = 600;
        static final int STACK = 2_400;
        static final int NUMBER = 20;

        private Sizes() {}
    }
}
