package io.driverelay.push;

import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLine;
import io.driverelay.telemetry.Trace;
import io.driverelay.upload.Upload;
import java.util.Objects;

/**
 * That there may be something to tell a home. What it is, is found when it is sent: a state that ended meanwhile is told as ended.
 *
 * @param uploadId whose fate it is; null where it is the drive's state or the sign-in
 * @param attempt from 0
 * @param traceparent W3C trace context of the upload's whole way; null without one
 */
public record Push(String connectionId, String uploadId, int attempt, String traceparent) {
    public Push {
        Objects.requireNonNull(connectionId, "connectionId");
        if (attempt < 0) {
            throw new IllegalArgumentException("attempt must not be negative");
        }
    }

    public static Push of(Upload upload) {
        return new Push(
                upload.order().connectionId(), upload.id(), 0, upload.trace().parent(upload.id()));
    }

    public static Push ofConnection(String connectionId) {
        return new Push(connectionId, null, 0, null);
    }

    /** A line about it. */
    public EventLine line(Event event) {
        return event.of(connectionId)
                .with(Text.UPLOAD_ID, uploadId)
                .with(Text.TRACE_ID, Trace.of(traceparent).map(Trace::id).orElse(null));
    }

    Push again() {
        return new Push(connectionId, uploadId, attempt + 1, traceparent);
    }
}
