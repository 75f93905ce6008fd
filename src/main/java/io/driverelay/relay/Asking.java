package io.driverelay.relay;

import io.driverelay.drive.DriveFault;
import io.driverelay.drive.FragmentAnswer;
import io.driverelay.upload.Checkpoint;
import java.time.Instant;
import java.util.OptionalLong;

/** Where the drive stands in the upload's session, by its own word. */
final class Asking {
    private final Sending.Line line;
    private final Hold hold;
    private final FragmentPlan plan;
    private final Treatment treatment;
    private int guesses;

    Asking(Sending.Line line, Hold hold, FragmentPlan plan, Treatment treatment) {
        this.line = line;
        this.hold = hold;
        this.plan = plan;
        this.treatment = treatment;
    }

    /** The next byte that it wants; the file's size when it has all. */
    long offset() {
        FragmentAnswer.Accepted standing =
                line.drive().ask(checkpoint().session().forDrive());
        OptionalLong next = standing.nextOffset();
        if (next.isPresent()) {
            stands(next.getAsLong(), standing.expiresAt());
        }
        return next.orElseGet(this::guessedOffset);
    }

    /** A fragment was taken: guesses begin anew. */
    void answered() {
        guesses = 0;
    }

    /** The drive's word goes. Further than was known: an answer was lost, not the bytes. Back again: that counts, or it would never end. */
    private void stands(long next, Instant expires) {
        if (next > hold.upload().order().sizeBytes()) {
            throw new DriveFault(DriveFault.Kind.ELSEWHERE, "OneDrive says that it has more than the whole file");
        }
        long known = checkpoint().deliveredBytes();
        if (next != known) {
            hold.write(upload -> upload.with(checkpoint().at(next, expires)));
        }
        if (next < known) {
            throw new DriveFault(DriveFault.Kind.ELSEWHERE, "OneDrive has less than it had confirmed");
        }
        if (next > known) {
            treatment.progress();
        }
    }

    /** It names no range: it may have taken the last fragment, or not. Wrong guesses are answered with 416. */
    private long guessedOffset() {
        long confirmed = checkpoint().deliveredBytes();
        long total = hold.upload().order().sizeBytes();
        if (confirmed >= total) {
            return total;
        }
        long sent = plan.next(confirmed, total, checkpoint().fragmentBytes()).end();
        boolean further = guesses++ % 2 == 0;
        return further && (sent < total || line.namesake().ours().isPresent()) ? sent : confirmed;
    }

    private Checkpoint checkpoint() {
        return hold.upload().checkpoint();
    }
}
