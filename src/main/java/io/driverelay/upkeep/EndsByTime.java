package io.driverelay.upkeep;

import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.upload.Reason;
import io.driverelay.upload.RetryUpload;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import java.time.Duration;

/** What nobody finished: content that never came expires, what waited for thirty days fails, and the content of a failed one goes in the end. */
final class EndsByTime implements Step {
    private static final Duration AFTER_URL = Duration.ofHours(24);
    private static final Duration LONGEST_WAIT = Duration.ofDays(30);

    /** Of what was retried when it was old already: its content must still be there seven days later. */
    private static final Duration LATE_WAIT = Duration.ofDays(1);

    private static final Duration FAILED_CONTENT = Duration.ofDays(7);

    private final Yard yard;

    EndsByTime(Yard yard) {
        this.yard = yard;
    }

    @Override
    public boolean isDue(UploadMark mark) {
        return switch (mark.state()) {
            case AWAITING_CONTENT -> yard.isOver(mark.urlExpiresAt(), AFTER_URL);
            case WAITING -> hasWaitedTooLong(mark);
            case FAILED -> yard.isOver(mark.endedAt(), FAILED_CONTENT);
            case QUEUED, DELIVERED, CANCELLED, EXPIRED -> false;
        };
    }

    @Override
    public Amount counted() {
        return Amount.ENDED_BY_TIME;
    }

    @Override
    public void take(UploadMark mark) {
        yard.find(mark).filter(read -> isDue(UploadMark.of(read.value()))).ifPresent(read -> {
            yard.tell().tell(yard.uploads().replace(read.with(this::ended)));
            yard.sessions().end(read.value());
        });
    }

    /** The wait counts anew from a retry, of which only the record tells where an older version wrote the mark. */
    private boolean hasWaitedTooLong(UploadMark mark) {
        boolean late = yard.isOver(mark.committedAt(), RetryUpload.RETRYABLE_FOR);
        return yard.isOver(mark.standsSince(), late ? LATE_WAIT : LONGEST_WAIT);
    }

    private Upload ended(Upload upload) {
        String detail = switch (upload.state()) {
            case AWAITING_CONTENT -> "Its content never came, or not whole. Send it again.";
            case WAITING ->
                "It waited for thirty days. Its content is kept for seven days more: mend the cause and retry.";
            default -> "It failed, and its content was kept for seven days. Send it again.";
        };
        return upload.state() == UploadState.WAITING
                ? upload.ended(UploadState.FAILED, Reason.WAITED_TOO_LONG, detail, yard.now())
                : upload.ended(UploadState.EXPIRED, upload.standing().reason(), detail, yard.now());
    }
}
