package io.driverelay.intake;

import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.util.List;

/** Whether a home may open one more upload, by what it has under way already. Two that open at the same moment may both be let in. */
final class HomeAllowance {
    /** A pass or two of upkeep. */
    private static final Duration LATER = Duration.ofMinutes(5);

    private final HomeLimits limits;

    HomeAllowance(HomeLimits limits) {
        this.limits = limits;
    }

    /** @param marks the home's, as they are now */
    void requireFor(UploadRequest request, List<UploadMark> marks) {
        if (request.sizeBytes() > limits.declaredBytes()) {
            throw new Refused(
                            RefusalCode.BODY_TOO_LARGE,
                            "This relay takes no file of more than " + limits.declaredBytes()
                                    + " bytes (its setting HOME_DECLARED_BYTES).")
                    .with("limitBytes", limits.declaredBytes())
                    .with("sizeBytes", request.sizeBytes());
        }
        long open = marks.stream().filter(mark -> !mark.state().isEnded()).count();
        long declared = marks.stream()
                .filter(HomeAllowance::holdsContent)
                .mapToLong(UploadMark::sizeBytes)
                .sum();
        if (open >= limits.openUploads()) {
            throw tooMany(open + " uploads of this home have not ended", limits.openUploads(), "openUploads");
        }
        if (declared + request.sizeBytes() > limits.declaredBytes()) {
            throw tooMany(
                    "The uploads of this home declare " + declared + " bytes already", limits.declaredBytes(), "bytes");
        }
        if (marks.size() >= limits.recentUploads()) {
            throw tooMany(marks.size() + " uploads were opened in the last hours", limits.recentUploads(), "uploads");
        }
    }

    /** An idempotency key that is cancelled and opened again and again leaves a blob, and a URL that works, each time. */
    void requireOpenedSeldom(int openings) {
        if (openings >= limits.openings()) {
            throw new Refused(
                            RefusalCode.WRONG_STATE,
                            "This Idempotency-Key has opened " + openings
                                    + " uploads already, one after the other. Use another.")
                    .with("limit", limits.openings());
        }
    }

    /** What failed waits in staging for its owner's retry. */
    private static boolean holdsContent(UploadMark mark) {
        return !mark.state().isEnded() || (mark.state() == UploadState.FAILED && mark.hasContent());
    }

    private static Refused tooMany(String what, long limit, String of) {
        return new Refused(
                        RefusalCode.TOO_MANY_REQUESTS,
                        what + ", and " + limit
                                + " are the most. Wait until some have arrived, or cancel what is not needed.")
                .with("limit", limit)
                .with("limitOf", of)
                .retryAfter(LATER);
    }
}
