package io.driverelay.telemetry;

import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Dimension.Flag;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Dimension.Time;
import java.util.List;

/** Whose event it is, which its first dimensions tell. */
@SuppressWarnings("ImmutableEnumChecker") // its list is
enum Subject {
    UPLOAD(Text.TRACE_ID, Text.UPLOAD_ID, Text.CONNECTION_ID),
    /** An upload whose way is behind it. */
    ENDING(
            Text.TRACE_ID,
            Text.UPLOAD_ID,
            Text.CONNECTION_ID,
            Text.KIND,
            Text.REASON,
            Amount.SIZE_BYTES,
            Amount.TURNS,
            Amount.SESSIONS,
            Amount.SENT_BYTES,
            Amount.SENT_TWICE_BYTES,
            Amount.MISMATCHES,
            Amount.OPENED_TO_COMMITTED_MS,
            Amount.QUEUED_MS,
            Amount.RELAY_MS,
            Amount.TOTAL_MS),
    /** A connection, of which it is perhaps one upload. */
    PUSH(Text.CONNECTION_ID, Text.UPLOAD_ID, Text.TRACE_ID),
    CONNECTION(Text.CONNECTION_ID),
    /** Several calls of a turn. */
    CALLS(
            Text.TRACE_ID,
            Text.UPLOAD_ID,
            Text.CONNECTION_ID,
            Text.CALL,
            Amount.TURN,
            Amount.CALLS,
            Amount.CALLS_MS,
            Amount.SLOWEST_CALL_MS,
            Text.REQUEST_ID,
            Amount.SENT_BYTES,
            Amount.CALLS_FAILED,
            Amount.FAILED_STATUS,
            Text.FAILED_REQUEST_ID),
    CALL(Text.CALL, Amount.STATUS, Text.REQUEST_ID),
    STORAGE(Text.SERVICE, Text.RECORD, Amount.STATUS, Text.CODE, Text.REQUEST_ID, Amount.ASKED_SECONDS),
    /** All drives of a pass, or of a share of it. */
    DRIVES(Amount.DRIVES, Amount.DRIVES_FAILED, Amount.DRIVES_NOT_REACHED, Amount.READING_MS),
    /** A home's drive. */
    READING(
            Text.CONNECTION_ID,
            Text.DRIVE_STATE,
            Flag.STALE,
            Flag.SIGN_IN_REQUIRED,
            Time.LAPSED_AT,
            Time.READ_AT,
            Amount.DRIVE_TOTAL_BYTES,
            Amount.DRIVE_USED_BYTES,
            Amount.DRIVE_REMAINING_BYTES,
            Amount.LAST_BACKUP_AGE_SECONDS,
            Amount.BACKUP_OVERDUE_HOURS,
            Amount.CONNECTION_AGE_SECONDS),
    PASS(
            Amount.PASS_MS,
            Amount.LIMIT_MS,
            Flag.OUT_OF_TIME,
            Amount.UPLOADS_ALIVE,
            Amount.UPLOADS_QUEUED,
            Amount.UPLOADS_WAITING,
            Amount.OLDEST_DUE_SECONDS,
            Amount.STAGED_BYTES,
            Amount.OLDEST_STAGED_SECONDS,
            Amount.LOST_TICKETS,
            Amount.FORGOTTEN_COMMITS,
            Amount.ENDED_BY_TIME,
            Amount.UNTOLD,
            Amount.WOKEN_FOR_SPACE,
            Amount.WOKEN_FOR_SIGN_IN,
            Amount.LEFTOVERS,
            Amount.TASKS_FAILED),
    RELAY;

    final List<Dimension> dimensions;

    Subject(Dimension... dimensions) {
        this.dimensions = List.of(dimensions);
    }
}
