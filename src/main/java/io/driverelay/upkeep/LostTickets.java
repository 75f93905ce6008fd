package io.driverelay.upkeep;

import io.driverelay.store.Versioned;
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadMark;
import java.time.Duration;
import java.time.Instant;

/** A turn died, or a ticket was lost: an upload that is due and at which nobody works gets another ticket, at most one in ten minutes. */
final class LostTickets implements Step {
    private static final Duration OVERDUE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(10);

    private final Yard yard;

    LostTickets(Yard yard) {
        this.yard = yard;
    }

    @Override
    public boolean isDue(UploadMark mark) {
        boolean wanted = !mark.state().isEnded() && (mark.committedAt() != null || mark.cancelRequested());
        return wanted && isDue(mark.dueAt(), mark.sweptAt());
    }

    @Override
    public Amount counted() {
        return Amount.LOST_TICKETS;
    }

    @Override
    public void take(UploadMark mark) {
        yard.find(mark)
                .filter(read -> isDue(
                        read.value().standing().dueAt(), read.value().standing().sweptAt()))
                .ifPresent(this::sweep);
    }

    private boolean isDue(Instant dueAt, Instant sweptAt) {
        return yard.isOver(dueAt, OVERDUE) && (sweptAt == null || yard.isOver(sweptAt, BETWEEN_SWEEPS));
    }

    /** The record first: a ticket that is lost again is found ten minutes later. */
    private void sweep(Versioned<Upload> read) {
        yard.uploads().replace(read.with(upload -> upload.with(upload.standing().swept(yard.now()))));
        yard.send(read.value());
    }
}
