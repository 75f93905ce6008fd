package io.driverelay.upload;

import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLine;
import io.driverelay.telemetry.Trace;

/**
 * The queue message: never bytes or secrets.
 *
 * @param traceparent W3C trace context of the upload's whole way; null of an older version
 */
public record Ticket(String uploadId, String connectionId, String traceparent) {
    public static Ticket of(Upload upload) {
        return new Ticket(
                upload.id(), upload.order().connectionId(), upload.trace().parent(upload.id()));
    }

    /** A line about it. */
    public EventLine line(Event event) {
        return event.line()
                .with(Text.UPLOAD_ID, uploadId)
                .with(Text.CONNECTION_ID, connectionId)
                .with(Text.TRACE_ID, Trace.of(traceparent).map(Trace::id).orElse(null));
    }
}
