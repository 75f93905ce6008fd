package io.driverelay.relay;

/** Another holds the upload now, or it is gone: this turn stops at once and writes nothing more. */
final class ClaimLost extends RuntimeException {
    ClaimLost() {
        super("the claim is another's", null, false, false);
    }
}
