package io.driverelay.upkeep;

import io.driverelay.store.Versioned;
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.upload.Staged;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.util.Optional;

/**
 * What ended uploads leave behind. Their content goes soon after the end, and once more when its URL is over, since the URL's holder can put
 * again; then the record leaves those that are alive.
 */
final class Leftovers implements Step {
    /** Clocks differ: ours may say too early that a URL is over. */
    private static final Duration AFTER_URL = Duration.ofMinutes(15);

    private final Yard yard;
    private final Looks looks;

    Leftovers(Yard yard, Looks looks) {
        this.yard = yard;
        this.looks = looks;
    }

    @Override
    public boolean isDue(UploadMark mark) {
        boolean soon = mark.hasContent() && (looks.isDueAt(mark.endedAt()) || looks.isDue(mark, mark.endedAt()));
        return mayGo(mark) && (soon || isOverForGood(mark));
    }

    @Override
    public Amount counted() {
        return Amount.LEFTOVERS;
    }

    @Override
    public void take(UploadMark mark) {
        yard.find(mark).filter(read -> mayGo(UploadMark.of(read.value()))).ifPresent(this::drop);
    }

    private void drop(Versioned<Upload> read) {
        Optional.ofNullable(read.value().staged()).stream()
                .flatMap(Staged::allBlobs)
                .forEach(yard.staging()::delete);
        if (isOverForGood(UploadMark.of(read.value()))) {
            yard.uploads().end(read.with(Upload::withoutContent));
        }
    }

    /** The content of a failed upload waits for its owner's retry, until it expires. */
    static boolean mayGo(UploadMark mark) {
        return mark.state().isEnded() && mark.state() != UploadState.FAILED;
    }

    private boolean isOverForGood(UploadMark mark) {
        return !mark.toTell() && yard.isOver(mark.urlExpiresAt(), AFTER_URL);
    }
}
