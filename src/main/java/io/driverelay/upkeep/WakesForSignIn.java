package io.driverelay.upkeep;

import io.driverelay.connection.Connection;
import io.driverelay.store.Versioned;
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.upload.Reason;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import java.util.HashMap;
import java.util.Map;

/** Uploads that wait for a sign-in go on wherever the connection is ready again. One pass's. */
final class WakesForSignIn implements Step {
    private final Yard yard;
    private final Map<String, Boolean> ready = new HashMap<>();

    WakesForSignIn(Yard yard) {
        this.yard = yard;
    }

    @Override
    public boolean isDue(UploadMark mark) {
        return mark.state() == UploadState.WAITING && mark.reason() == Reason.SIGN_IN;
    }

    @Override
    public Amount counted() {
        return Amount.WOKEN_FOR_SIGN_IN;
    }

    @Override
    public void take(UploadMark mark) {
        if (ready.computeIfAbsent(mark.connectionId(), this::isReady)) {
            yard.find(mark).filter(read -> isDue(UploadMark.of(read.value()))).ifPresent(yard.wake()::wake);
        }
    }

    /** Where the connection is gone nobody will sign in any more: the turn ends the upload in words. */
    private boolean isReady(String connectionId) {
        return yard.connections()
                .find(connectionId)
                .map(Versioned::value)
                .map(Connection::isReady)
                .orElse(true);
    }
}
