package io.driverelay.upkeep;

import io.driverelay.upkeep.PassNotes.Progress;
import io.driverelay.upload.UploadMark;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When to look at something again that most likely has not changed: after ten minutes, then at growing distances, so that what is looked at
 * for days costs a few calls in all. Nothing is noted at the upload: a look is due in the pass within which its time falls.
 *
 * @param since when the last pass began that got through
 * @param again what the last pass failed at
 * @param failed what this one fails at
 */
record Looks(Instant since, Instant now, Set<String> again, Set<String> failed) {
    /** What is remembered of failures: should storage fail for all, their next looks come by themselves. */
    private static final int MOST_FAILED = 200;

    static final Duration FIRST = Duration.ofMinutes(10);
    private static final Duration LATE = Duration.ofMinutes(1);

    static Looks after(Progress last, Instant now) {
        return new Looks(last.lookedUntil(), now, last.again(), ConcurrentHashMap.newKeySet());
    }

    /** The next pass looks again, not the next distance. */
    void again(UploadMark mark) {
        if (failed.size() < MOST_FAILED) {
            failed.add(mark.uploadId());
        }
    }

    /** At FIRST, 2 FIRST, 4 FIRST … since a time. */
    boolean isDue(UploadMark mark, Instant from) {
        if (from == null) {
            return false;
        }
        if (again.contains(mark.uploadId())) {
            return true;
        }
        long untilNow = Duration.between(from, now).toMillis();
        long untilLast = Duration.between(from, since).toMillis();
        return count(mark, untilNow) > count(mark, untilLast);
    }

    /** Whether a time lies between the two passes, or shortly before: what another instance wrote then may have been seen late. */
    boolean isDueAt(Instant time) {
        return time != null && time.plus(LATE).isAfter(since) && !time.isAfter(now);
    }

    /** How many looks fall within so long; those after the first at times that differ from upload to upload, lest all fall into one pass. */
    private static int count(UploadMark mark, long millis) {
        if (millis < FIRST.toMillis()) {
            return 0;
        }
        double spread = 1 + Math.floorMod(mark.uploadId().hashCode(), 1000) / 1000.0;
        double second = FIRST.toMillis() * (1 + spread);
        return millis < second ? 1 : 2 + (int) (Math.log(millis / second) / Math.log(2));
    }
}
