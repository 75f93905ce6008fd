package io.driverelay.relay;

/** The owner has asked to cancel while the turn ran. */
final class CancelAsked extends RuntimeException {
    CancelAsked() {
        super("cancel was asked", null, false, false);
    }
}
