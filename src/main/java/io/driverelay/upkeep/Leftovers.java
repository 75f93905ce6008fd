package io.driverelay.upkeep;

import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import java.time.Duration;

/**
 * What ended uploads leave behind: content (again and again while its URL works, since the URL's holder can put again), and the record
 * after ninety days.
 */
final class Leftovers implements Step {
    private static final Duration RECORD_KEPT = Duration.ofDays(90);

    private final Yard yard;

    Leftovers(Yard yard) {
        this.yard = yard;
    }

    @Override
    public boolean isDue(UploadMark mark) {
        // the content of a failed upload waits for its owner's retry, until it expires
        boolean contentMayGo = mark.state().isEnded() && mark.state() != UploadState.FAILED && mark.hasContent();
        return contentMayGo || yard.isOver(mark.endedAt(), RECORD_KEPT);
    }

    @Override
    public void take(UploadMark mark) {
        yard.find(mark).filter(read -> isDue(UploadMark.of(read.value()))).ifPresent(read -> {
            Upload upload = read.value();
            if (upload.staged() != null) {
                upload.staged().allBlobs().forEach(yard.staging()::delete);
            }
            if (yard.isOver(upload.times().endedAt(), RECORD_KEPT)) {
                yard.uploads().delete(read);
            } else if (yard.isOver(upload.times().urlExpiresAt(), Duration.ZERO)) {
                yard.uploads().replace(read.with(Upload::withoutContent));
            }
        });
    }
}
