package io.driverelay.telemetry;

import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Dimension.Text;
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
    RELAY;

    final List<Dimension> dimensions;

    Subject(Dimension... dimensions) {
        this.dimensions = List.of(dimensions);
    }
}
