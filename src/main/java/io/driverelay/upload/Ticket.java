package io.driverelay.upload;

/**
 * The queue message: never bytes or secrets.
 *
 * @param traceparent W3C trace context of whoever sent it; null for none
 */
public record Ticket(String uploadId, String connectionId, String traceparent) {}
