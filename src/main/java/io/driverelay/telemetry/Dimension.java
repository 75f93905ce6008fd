package io.driverelay.telemetry;

import java.util.Locale;
import java.util.stream.Stream;

/** What an event tells beside its name: a member of its line, always of the same type and unit, whichever event has it. */
public sealed interface Dimension {
    /** The constant's own, {@code UPLOAD_ID}. */
    String name();

    ValueType type();

    /** One line, for a person. */
    String meaning();

    /** The member's name in the line: {@code uploadId}. */
    default String member() {
        return camel(name());
    }

    /** The largest that it can be in a line, in bytes, its name and signs included. */
    default int mostBytes() {
        return member().length() + 4 + type().mostBytes();
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

    /** Ids, words and short texts; no name of a file or folder, no address of a person, nothing that opens anything. */
    enum Text implements Dimension {
        TRACE_ID(ValueType.ID, "of the upload's whole way (W3C), the same in every event of it"),
        UPLOAD_ID(ValueType.ID, "the upload"),
        CONNECTION_ID(ValueType.ID, "the connection"),
        KEY_ID(ValueType.ID, "the home key; not the key itself"),
        BACKUP_ID(ValueType.ID, "Home Assistant's id of the backup"),
        ITEM_ID(ValueType.ID, "OneDrive's id of the file"),
        RECORD(ValueType.ID, "where the record lies in storage, or which secret it is"),
        WHOM(ValueType.ID, "whose pause: a drive's, the sign-in service's or the vault's"),
        REQUEST_ID(ValueType.ID, "Microsoft's id of the call, or of the slowest, for its support"),
        FAILED_REQUEST_ID(ValueType.ID, "Microsoft's id of the last call that failed"),
        FUNCTION(ValueType.ID, "the function that was called"),
        SETTINGS(ValueType.TEXT, "which settings are wrong, and how"),
        KIND(ValueType.WORD, "a backup or a file"),
        QUEUE(ValueType.WORD, "what the message was for: uploads, pushes to homes, or shares of a pass"),
        SERVICE(ValueType.WORD, "storage or vault"),
        TRANSFER(ValueType.WORD, "one request, or blocks"),
        CALL(ValueType.WORD, "what kind of call"),
        DRIVE_STATE(ValueType.WORD, "OneDrive's word for how full it is"),
        CODE(ValueType.WORD, "the error code"),
        UPLOAD_STATE(ValueType.WORD, "whether it waits or has failed"),
        REASON(ValueType.WORD, "why it stands so: the upload's reason"),
        FAULT(ValueType.WORD, "what kind of fault it was"),
        OUTCOME(ValueType.WORD, "how it ended"),
        BIN(ValueType.WORD, "where the deleted file went"),
        PUSH(ValueType.WORD, "what the home was to be told"),
        PART(ValueType.ID, "the part of the work that failed"),
        EXCEPTION(ValueType.TEXT, "what was thrown, and behind it: classes alone"),
        DETAIL(ValueType.TEXT, "more, for a person"),
        STACK(ValueType.STACK, "where it was thrown");

        private final ValueType type;
        private final String meaning;

        Text(ValueType type, String meaning) {
            this.type = type;
            this.meaning = meaning;
        }

        @Override
        public ValueType type() {
            return type;
        }

        @Override
        public String meaning() {
            return meaning;
        }
    }

    /** Whole numbers; the unit is told by the name's end, too. */
    enum Amount implements Dimension {
        ATTEMPT(ValueType.COUNT, "which try it was, from 1"),
        CHARACTERS(ValueType.COUNT, "how long the text was"),
        SIZE_BYTES(ValueType.BYTES, "of the file"),
        SENT_BYTES(ValueType.BYTES, "bytes that were sent to the drive, also in vain"),
        SENT_TWICE_BYTES(ValueType.BYTES, "those of them beyond what the drive has"),
        CONFIRMED_BYTES(ValueType.BYTES, "what the drive has, by its own word"),
        OPENED_TO_COMMITTED_MS(ValueType.MILLISECONDS, "from the opening to the commit: the home's part"),
        QUEUED_MS(ValueType.MILLISECONDS, "from the commit to the first turn"),
        RELAY_MS(ValueType.MILLISECONDS, "from the first turn to the end, waits included"),
        TOTAL_MS(ValueType.MILLISECONDS, "from the opening to the end"),
        LATE_MS(ValueType.MILLISECONDS, "how long it was due already"),
        TURN_MS(ValueType.MILLISECONDS, "how long the turn took"),
        TURN(ValueType.COUNT, "the number of the turn, from 1"),
        TURNS(ValueType.COUNT, "turns that were begun"),
        SESSION(ValueType.COUNT, "the number of the upload session, from 1"),
        SESSIONS(ValueType.COUNT, "upload sessions that were opened"),
        MISMATCHES(ValueType.COUNT, "files that arrived and were not what was sent"),
        CALLS(ValueType.COUNT, "calls"),
        CALLS_FAILED(ValueType.COUNT, "those of them that were refused or not answered"),
        CALLS_MS(ValueType.MILLISECONDS, "how long they took together"),
        SLOWEST_CALL_MS(ValueType.MILLISECONDS, "how long the slowest took"),
        FAILED_STATUS(ValueType.STATUS, "the last refusal's; 0 where no answer came"),
        STATUS(ValueType.STATUS, "of HTTP; 0 where no answer came"),
        ASKED_SECONDS(ValueType.SECONDS, "how long it asked to be left alone"),
        VALID_SECONDS(ValueType.SECONDS, "how long it is valid"),
        TOKEN_AGE_SECONDS(ValueType.SECONDS, "since the refresh token was stored"),
        DRIVES(ValueType.COUNT, "drives that were to be read"),
        DRIVES_FAILED(ValueType.COUNT, "drives that could not be read"),
        DRIVES_NOT_REACHED(ValueType.COUNT, "drives that the time was not enough for"),
        READING_MS(ValueType.MILLISECONDS, "how long the reading took"),
        DRIVE_TOTAL_BYTES(ValueType.BYTES, "the drive's size"),
        DRIVE_USED_BYTES(ValueType.BYTES, "what is used of it"),
        DRIVE_REMAINING_BYTES(ValueType.BYTES, "what is left of it; may be negative"),
        LAST_BACKUP_AGE_SECONDS(
                ValueType.SECONDS, "since the home's last backup was delivered; missing before the first"),
        BACKUP_OVERDUE_HOURS(
                ValueType.HOURS,
                "the home's own: without a backup for longer it is overdue; 0: never; missing where it has none"),
        CONNECTION_AGE_SECONDS(
                ValueType.SECONDS,
                "since the connection was made; where the home has hours of its own and sent no backup yet"),
        PASS_MS(ValueType.MILLISECONDS, "how long the pass took"),
        LIMIT_MS(ValueType.MILLISECONDS, "how long it may take"),
        UPLOADS_ALIVE(ValueType.COUNT, "uploads with which something may still happen"),
        UPLOADS_QUEUED(ValueType.COUNT, "those of them that are due or under way"),
        UPLOADS_WAITING(ValueType.COUNT, "those of them that wait for something"),
        OLDEST_DUE_SECONDS(ValueType.SECONDS, "how long the oldest was due, and no turn had begun"),
        STAGED_BYTES(
                ValueType.BYTES,
                "declared sizes of all that may lie in staging; what has ended is dropped by the pass's end, unless it failed"),
        OLDEST_STAGED_SECONDS(ValueType.SECONDS, "since the opening of the oldest of it"),
        LOST_TICKETS(ValueType.COUNT, "uploads that got another ticket"),
        FORGOTTEN_COMMITS(ValueType.COUNT, "uploads whose content was looked for"),
        ENDED_BY_TIME(ValueType.COUNT, "uploads that nobody finished"),
        UNTOLD(ValueType.COUNT, "uploads of whose end somebody was told late"),
        WOKEN_FOR_SPACE(ValueType.COUNT, "uploads waiting for room that were looked at"),
        WOKEN_FOR_SIGN_IN(ValueType.COUNT, "uploads waiting for a sign-in that were looked at"),
        LEFTOVERS(ValueType.COUNT, "ended uploads whose content or record was put away"),
        TASKS_FAILED(ValueType.COUNT, "uploads at which something failed"),
        SHARE(ValueType.COUNT, "the number of the share, from 0");

        private final ValueType type;
        private final String meaning;

        Amount(ValueType type, String meaning) {
            this.type = type;
            this.meaning = meaning;
        }

        @Override
        public ValueType type() {
            return type;
        }

        @Override
        public String meaning() {
            return meaning;
        }
    }

    /** True or false. */
    enum Flag implements Dimension {
        STALE("whether nothing was read now, and the numbers are an earlier pass's"),
        SIGN_IN_REQUIRED("whether its owner must sign in again; missing before the first time"),
        OUT_OF_TIME("whether the time was not enough for all");

        private final String meaning;

        Flag(String meaning) {
            this.meaning = meaning;
        }

        @Override
        public ValueType type() {
            return ValueType.FLAG;
        }

        @Override
        public String meaning() {
            return meaning;
        }
    }

    /** Times. */
    enum Time implements Dimension {
        EXPIRES_AT("when it ends"),
        LAPSED_AT("since when its owner must sign in again; missing where he need not, or it is not known"),
        READ_AT("when the numbers were read from the drive"),
        DUE_AT("when the next turn may begin; only something else can wake it where it is missing"),
        SINCE_AT("since its commit or last retry for what waits, since its end for what has failed"),
        FROM_AT("the opening of the oldest upload that was not reached");

        private final String meaning;

        Time(String meaning) {
            this.meaning = meaning;
        }

        @Override
        public ValueType type() {
            return ValueType.INSTANT;
        }

        @Override
        public String meaning() {
            return meaning;
        }
    }
}
