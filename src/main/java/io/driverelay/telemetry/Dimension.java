package io.driverelay.telemetry;

import java.util.Locale;
import java.util.stream.Stream;

/** What an event tells beside its name: a member of its line, always of the same type and unit, whichever event has it. */
public sealed interface Dimension {
    /** The constant's own, {@code UPLOAD_ID}. */
    String name();

    Type type();

    /** One line, for a person. */
    String meaning();

    /** The member's name in the line: {@code uploadId}. */
    default String member() {
        return camel(name());
    }

    /** The largest that it can be in a line, in bytes, its name and signs included. */
    default int mostBytes() {
        return member().length() + 4 + type().mostBytes;
    }

    static Stream<Dimension> all() {
        return Stream.of(Text.values(), Amount.values(), Flag.values(), Time.values())
                .flatMap(Stream::of);
    }

    /** {@code SIGN_IN} as everybody outside reads it: {@code signIn}. */
    static String camel(String constant) {
        var camel = new StringBuilder(constant.length());
        boolean upper = false;
        for (char sign : constant.toLowerCase(Locale.ROOT).toCharArray()) {
            if (sign != '_') {
                camel.append(upper ? Character.toUpperCase(sign) : sign);
            }
            upper = sign == '_';
        }
        return camel.toString();
    }

    /** How a value is written, and how much of it. */
    enum Type {
        ID("text", "", Sizes.ID),
        /** One of a few that the code knows. */
        WORD("text", "", Sizes.ID),
        TEXT("text", "", Sizes.TEXT),
        STACK("text", "", Sizes.STACK),
        MILLISECONDS("whole number", "ms", Sizes.NUMBER),
        SECONDS("whole number", "s", Sizes.NUMBER),
        BYTES("whole number", "bytes", Sizes.NUMBER),
        COUNT("whole number", "count", Sizes.NUMBER),
        /** Of HTTP. */
        STATUS("whole number", "", Sizes.NUMBER),
        FLAG("true or false", "", 5),
        INSTANT("time (ISO 8601, UTC)", "", 32);

        private final String words;
        private final String unit;
        private final int mostBytes;

        Type(String words, String unit, int mostBytes) {
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
    }

    /** In bytes. */
    final class Sizes {
        static final int ID = 160;
        static final int TEXT = 600;
        static final int STACK = 2_400;
        static final int NUMBER = 20;

        private Sizes() {}
    }

    /** Ids, words and short texts; no name of a file or folder, no address of a person, nothing that opens anything. */
    enum Text implements Dimension {
        TRACE_ID(Type.ID, "of the upload's whole way (W3C), the same in every event of it"),
        UPLOAD_ID(Type.ID, "the upload"),
        CONNECTION_ID(Type.ID, "the connection"),
        KEY_ID(Type.ID, "the home key; not the key itself"),
        BACKUP_ID(Type.ID, "Home Assistant's id of the backup"),
        ITEM_ID(Type.ID, "OneDrive's id of the file"),
        RECORD(Type.ID, "where the record lies in storage, or which secret it is"),
        WHOM(Type.ID, "whose pause: a drive's, the sign-in service's or the vault's"),
        REQUEST_ID(Type.ID, "Microsoft's id of the call, or of the slowest, for its support"),
        FAILED_REQUEST_ID(Type.ID, "Microsoft's id of the last call that failed"),
        FUNCTION(Type.ID, "the function that was called"),
        SETTINGS(Type.TEXT, "which settings are wrong, and how"),
        KIND(Type.WORD, "a backup or a file"),
        SERVICE(Type.WORD, "storage or vault"),
        TRANSFER(Type.WORD, "one request, or blocks"),
        CALL(Type.WORD, "what kind of call"),
        CODE(Type.WORD, "the error code"),
        REASON(Type.WORD, "why it stands so: the upload's reason"),
        FAULT(Type.WORD, "what kind of fault it was"),
        OUTCOME(Type.WORD, "how it ended"),
        BIN(Type.WORD, "where the deleted file went"),
        PUSH(Type.WORD, "what the home was to be told"),
        PART(Type.ID, "the part of the work that failed"),
        EXCEPTION(Type.TEXT, "what was thrown, and behind it: classes alone"),
        DETAIL(Type.TEXT, "more, for a person"),
        STACK(Type.STACK, "where it was thrown");

        private final Type type;
        private final String meaning;

        Text(Type type, String meaning) {
            this.type = type;
            this.meaning = meaning;
        }

        @Override
        public Type type() {
            return type;
        }

        @Override
        public String meaning() {
            return meaning;
        }
    }

    /** Whole numbers; the unit is told by the name's end, too. */
    enum Amount implements Dimension {
        ATTEMPT(Type.COUNT, "which try it was, from 1"),
        CHARACTERS(Type.COUNT, "how long the text was"),
        SIZE_BYTES(Type.BYTES, "of the file"),
        SENT_BYTES(Type.BYTES, "bytes that were sent to the drive, also in vain"),
        SENT_TWICE_BYTES(Type.BYTES, "those of them beyond what the drive has"),
        CONFIRMED_BYTES(Type.BYTES, "what the drive has, by its own word"),
        OPENED_TO_COMMITTED_MS(Type.MILLISECONDS, "from the opening to the commit: the home's part"),
        QUEUED_MS(Type.MILLISECONDS, "from the commit to the first turn"),
        RELAY_MS(Type.MILLISECONDS, "from the first turn to the end, waits included"),
        TOTAL_MS(Type.MILLISECONDS, "from the opening to the end"),
        LATE_MS(Type.MILLISECONDS, "how long it was due already"),
        TURN_MS(Type.MILLISECONDS, "how long the turn took"),
        TURN(Type.COUNT, "the number of the turn, from 1"),
        TURNS(Type.COUNT, "turns that were begun"),
        SESSION(Type.COUNT, "the number of the upload session, from 1"),
        SESSIONS(Type.COUNT, "upload sessions that were opened"),
        MISMATCHES(Type.COUNT, "files that arrived and were not what was sent"),
        CALLS(Type.COUNT, "calls"),
        CALLS_FAILED(Type.COUNT, "those of them that were refused or not answered"),
        CALLS_MS(Type.MILLISECONDS, "how long they took together"),
        SLOWEST_CALL_MS(Type.MILLISECONDS, "how long the slowest took"),
        FAILED_STATUS(Type.STATUS, "the last refusal's; 0 where no answer came"),
        STATUS(Type.STATUS, "of HTTP; 0 where no answer came"),
        ASKED_SECONDS(Type.SECONDS, "how long it asked to be left alone"),
        VALID_SECONDS(Type.SECONDS, "how long it is valid"),
        TOKEN_AGE_SECONDS(Type.SECONDS, "since the refresh token was stored"),
        DRIVES(Type.COUNT, "drives that were to be read"),
        DRIVES_FAILED(Type.COUNT, "drives that could not be read"),
        DRIVES_NOT_REACHED(Type.COUNT, "drives that the time was not enough for"),
        SHARE(Type.COUNT, "the number of the share, from 0");

        private final Type type;
        private final String meaning;

        Amount(Type type, String meaning) {
            this.type = type;
            this.meaning = meaning;
        }

        @Override
        public Type type() {
            return type;
        }

        @Override
        public String meaning() {
            return meaning;
        }
    }

    /** True or false. */
    enum Flag implements Dimension {
        ;

        @Override
        public Type type() {
            return Type.FLAG;
        }

        @Override
        public String meaning() {
            return "";
        }
    }

    /** Times. */
    enum Time implements Dimension {
        EXPIRES_AT("when it ends"),
        DUE_AT("when the next turn may begin; only something else can wake it where it is missing"),
        FROM_AT("the opening of the oldest upload that was not reached");

        private final String meaning;

        Time(String meaning) {
            this.meaning = meaning;
        }

        @Override
        public Type type() {
            return Type.INSTANT;
        }

        @Override
        public String meaning() {
            return meaning;
        }
    }
}
