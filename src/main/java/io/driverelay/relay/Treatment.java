package io.driverelay.relay;

import io.driverelay.drive.Cutoff;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.Pauses;
import io.driverelay.upload.Checkpoint;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import java.time.Duration;
import java.time.Instant;

/** What a turn does about a fault of the drive: rests and goes on, or ends with the reason. One kind, one treatment. */
final class Treatment {
    private static final Duration OPERATOR_WAIT = Duration.ofMinutes(15);
    private static final Duration DENIED_WAIT = Duration.ofHours(1);

    private final Stations stations;
    private final Pace pace;
    private final Hold hold;
    private final DestinationFolder folder;
    private final Cutoff cutoff;
    private int triesInRow;

    Treatment(Stations stations, Pace pace, Hold hold, DestinationFolder folder, Cutoff cutoff) {
        this.stations = stations;
        this.pace = pace;
        this.hold = hold;
        this.folder = folder;
        this.cutoff = cutoff;
    }

    /** Something got through: faults are counted anew. */
    void progress() {
        triesInRow = 0;
    }

    /** The drive asked to be left alone, this home or another: a short rest is taken here, a longer one ends the turn. */
    void respectPause() {
        Instant now = pace.clock().instant();
        stations.pauses()
                .notBefore(Pauses.ofDrive(hold.upload().order().driveId()))
                .filter(now::isBefore)
                .ifPresent(until -> restUntil(now, until));
    }

    /** Returns when the next try may begin; otherwise ends the turn. */
    void of(DriveFault fault) {
        fault.retryAfter().ifPresent(this::keepWithDrive);
        switch (fault.kind()) {
            case THROTTLED, UNREACHABLE, CHANGED -> again(Reason.DRIVE, "OneDrive cannot be reached at the moment.");
            case ELSEWHERE -> askOrBeginAnew();
            case TOO_SLOW -> smaller();
            case SESSION_GONE -> forgetSession();
            case NAME_TAKEN -> nameTaken();
            case NOT_FOUND -> folderGone(fault);
            case CUT_OFF -> end(new TurnEnd.GoOn());
            case NO_SPACE ->
                end(new TurnEnd.Wait(
                        Reason.SPACE, "The OneDrive is full. Make room there; the upload goes on by itself.", null));
            case SIGN_IN_REQUIRED ->
                end(new TurnEnd.Wait(
                        Reason.SIGN_IN, "The sign-in has lapsed. Sign in again; the upload goes on by itself.", null));
            case DENIED -> wait("OneDrive denies the access at the moment. Sign in again if this stays.", DENIED_WAIT);
            case OPERATOR_MUST_ACT ->
                wait("Microsoft refuses the app itself: its operator must check the app registration.", OPERATOR_WAIT);
            case READ_ONLY ->
                end(new TurnEnd.Fail(
                        Reason.READ_ONLY_DRIVE,
                        "The OneDrive takes no writes: it is frozen, or Microsoft keeps the app's folder read-only. Check it at"
                                + " onedrive.live.com, then retry."));
            case NO_PROGRESS, SIGN_IN_SERVICE, VAULT, VAULT_DENIED, RECORDS -> again(Reason.DRIVE, "");
            case REFUSED, NAME_REFUSED, CONTENT_REFUSED ->
                end(new TurnEnd.Fail(Reason.REFUSED, "OneDrive refuses the upload: " + fault.getMessage()));
        }
    }

    /** Rests before the next try; after a few in a row the turn is given back. */
    void again(Reason reason, String detail) {
        triesInRow++;
        if (triesInRow > Backoff.TRIES_IN_TURN) {
            Instant now = pace.clock().instant();
            Duration sinceCommit = Duration.between(hold.upload().times().committedAt(), now);
            end(new TurnEnd.Wait(reason, detail, now.plus(Backoff.betweenTurns(sinceCommit))));
        }
        hold.renew();
        pace.pause().rest(Backoff.beforeTry(triesInRow), cutoff);
    }

    private void keepWithDrive(Duration retryAfter) {
        Instant until = pace.clock().instant().plus(retryAfter);
        stations.pauses().pauseUntil(Pauses.ofDrive(hold.upload().order().driveId()), until);
    }

    private void restUntil(Instant now, Instant until) {
        Duration rest = Duration.between(now, until);
        if (rest.compareTo(Backoff.LONGEST_REST) > 0) {
            end(new TurnEnd.Wait(Reason.DRIVE, "OneDrive asked to be left alone until " + until + ".", until));
        }
        hold.renew();
        pace.pause().rest(rest, cutoff);
    }

    private void askOrBeginAnew() {
        triesInRow++;
        if (triesInRow > Backoff.TRIES_IN_TURN) {
            forgetSession();
        }
    }

    private void smaller() {
        Checkpoint now = hold.upload().checkpoint();
        long next = pace.plan().afterTooSlow(now.fragmentBytes());
        hold.write(upload -> upload.with(now.nextFragment(next, now.bytesPerSecond())));
        again(Reason.DRIVE, "OneDrive takes the bytes too slowly at the moment.");
    }

    /** Lost before its time it counts; expired it does not. */
    private void forgetSession() {
        Upload upload = hold.upload();
        Checkpoint checkpoint = upload.checkpoint();
        if (checkpoint == null || !checkpoint.hasSession()) {
            again(Reason.DRIVE, "OneDrive cannot be reached at the moment.");
            return;
        }
        boolean expired = checkpoint.session().isExpiredAt(pace.clock().instant());
        hold.write(before -> before.with(checkpoint.lost())
                .with(expired ? before.tries() : before.tries().sessionLost()));
    }

    /** Found at the session's end, or by its opening: the name is looked up next, and that decides. */
    private void nameTaken() {
        Checkpoint checkpoint = hold.upload().checkpoint();
        if (checkpoint != null && checkpoint.hasSession()) {
            hold.write(upload -> upload.with(checkpoint.lost()));
        }
        again(Reason.DRIVE, "OneDrive says that the name is taken, and shows nothing of that name.");
    }

    private void folderGone(DriveFault fault) {
        folder.forget();
        again(Reason.DRIVE, "OneDrive does not find the folder: " + fault.getMessage());
    }

    private void wait(String detail, Duration howLong) {
        end(new TurnEnd.Wait(Reason.DRIVE, detail, pace.clock().instant().plus(howLong)));
    }

    private static void end(TurnEnd end) {
        throw new TurnOver(end);
    }
}
