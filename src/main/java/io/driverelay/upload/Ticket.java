package io.driverelay.upload;

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
}
