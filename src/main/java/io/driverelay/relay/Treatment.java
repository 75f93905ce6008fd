package io.driverelay.relay;

import io.driverelay.drive.Cutoff;
import io.driverelay.drive.DriveFault;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.Checkpoint;
import io.driverelay.upload.OpenSession;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import java.time.Duration;
import java.time.Instant;

/** Carries out a row of {@link Trouble}: returns when the next try may begin, and ends the turn otherwise. */
final class Treatment {
    private static final EventLog EVENTS = new EventLog();

    private final AskedPause pause;
    private final Pace pace;
    private final Hold hold;
    private final Sending.Line line;
    private final Cutoff cutoff;
    private int triesInRow;
    private boolean triesEarly;

    Treatment(Stations stations, Pace pace, Hold hold, Sending.Line line, Cutoff cutoff) {
        this.pause = new AskedPause(stations.pauses(), hold.upload().order().driveId(), pace.clock());
        this.pace = pace;
        this.hold = hold;
        this.line = line;
        this.cutoff = cutoff;
    }

    /** The try that is under way, from 1, since something got through. */
    int attempt() {
        return triesInRow + 1;
    }

    /** Something got through: faults are counted anew. */
    void progress() {
        triesInRow = 0;
    }

    /** A short pause is rested out here, a longer one ends the turn. A person's retry may try once before its time. */
    void respectPause() {
        Instant now = pace.clock().instant();
        Instant until = pause.until();
        Instant early = hold.upload().tries().early();
        if (early != null) {
            hold.write(upload -> upload.with(upload.tries().earlyTaken()));
            triesEarly = !until.isAfter(early);
        }
        if (triesEarly || !now.isBefore(until)) {
            return;
        }
        if (Duration.between(now, until).compareTo(Backoff.LONGEST_REST) > 0) {
            end(new TurnEnd.Wait(Reason.DRIVE, "OneDrive asked to be left alone until " + until + ".", until));
        }
        rest(Duration.between(now, until));
    }

    /** @param failed what it is the answer to: a fragment's counts against the session, and so does an outright refusal to say where it stands */
    void of(DriveFault fault, Sending.Call failed) {
        triesEarly = false;
        Trouble trouble = Trouble.of(fault.kind());
        if (trouble == Trouble.CUT_OFF) {
            end(new TurnEnd.GoOn());
        }
        if (trouble.ends == Trouble.Ends.AT_ONCE) {
            end(new TurnEnd.Fail(trouble.reason, trouble.words));
        }
        Duration longer = asksToWait(fault, trouble);
        if (trouble.next == Trouble.Next.FOLDER) {
            line.folder().forget();
        }
        countRefusal(fault, trouble);
        if (trouble.sessionTries > 0 && isOfSession(trouble, failed)) {
            countAgainstSession(trouble);
        } else if (trouble.next == Trouble.Next.LOOK_UP) {
            dropSession(trouble);
        }
        again(trouble, longer);
    }

    /** A drive that fails may fail in being asked, too; that says nothing of a session that still lives. */
    private boolean isOfSession(Trouble trouble, Sending.Call failed) {
        return switch (failed) {
            case FRAGMENT -> true;
            case ASK ->
                trouble != Trouble.UNREACHABLE
                        || session().isExpiredAt(pace.clock().instant());
            case ELSEWHERE -> false;
        };
    }

    private OpenSession session() {
        return hold.upload().checkpoint().session();
    }

    /** Staging or records failed. */
    void of(Trouble trouble) {
        triesEarly = false;
        again(trouble, Duration.ZERO);
    }

    /** Rests before the next try, or gives the turn back when there were enough. */
    void again(Trouble trouble, Duration atLeast) {
        triesInRow++;
        if (triesInRow > trouble.triesInTurn || atLeast.compareTo(Backoff.LONGEST_REST) > 0) {
            end(new TurnEnd.Wait(trouble.reason, trouble.words, dueAt(trouble, atLeast)));
        }
        Duration rest = Backoff.beforeTry(triesInRow);
        rest(rest.compareTo(atLeast) < 0 ? atLeast : rest);
    }

    private Instant dueAt(Trouble trouble, Duration atLeast) {
        if (trouble.between == Trouble.Between.NEWS) {
            return null;
        }
        Instant now = pace.clock().instant();
        Duration sinceCommit = Duration.between(hold.upload().times().committedAt(), now);
        Duration wait = Backoff.betweenTurns(trouble.between, sinceCommit);
        return now.plus(wait.compareTo(atLeast) < 0 ? atLeast : wait);
    }

    private void rest(Duration howLong) {
        hold.renew();
        pace.pause().rest(howLong, cutoff);
        if (cutoff.isCut()) {
            end(new TurnEnd.GoOn());
        }
    }

    /** The drive's wish is kept for everybody; the others keep their own, and are waited for here. */
    private Duration asksToWait(DriveFault fault, Trouble trouble) {
        Duration asked = fault.retryAfter().orElse(Duration.ZERO);
        boolean drive = trouble.reason != Reason.SIGN_IN_SERVICE
                && trouble.reason != Reason.VAULT
                && trouble.reason != Reason.STORAGE;
        if (!drive || asked.isZero()) {
            return asked;
        }
        pause.keep(asked);
        return Duration.ZERO;
    }

    /** Best effort: a session that stays ends by itself, and a drive that asks to be left alone is left alone. */
    void endSession() {
        Checkpoint checkpoint = hold.upload().checkpoint();
        if (checkpoint == null || !checkpoint.hasSession() || pause.lasts()) {
            return;
        }
        try {
            line.drive().end(checkpoint.session().forDrive());
        } catch (DriveFault fault) {
            triesEarly = false;
            asksToWait(fault, Trouble.of(fault.kind()));
            EVENTS.write(hold.upload().line(Event.SESSION_NOT_ENDED));
        }
    }

    private void countRefusal(DriveFault fault, Trouble trouble) {
        if (trouble.ends != Trouble.Ends.REFUSALS) {
            if (hold.upload().tries().refusals() > 0) {
                hold.write(upload -> upload.with(upload.tries().notRefused()));
            }
            return;
        }
        hold.write(upload -> upload.with(upload.tries().refused()));
        if (hold.upload().tries().refusals() >= Trouble.REFUSALS_IN_A_ROW) {
            end(new TurnEnd.Fail(
                    Reason.REFUSED,
                    "OneDrive refused the upload " + Trouble.REFUSALS_IN_A_ROW + " times in a row ("
                            + fault.getMessage() + "). Retry later, and tell the operator if it stays."));
        }
    }

    /** A session that brings no progress any more is given up for another; what it did not take once is asked of it in smaller pieces. */
    private void countAgainstSession(Trouble trouble) {
        Checkpoint checkpoint = hold.upload().checkpoint();
        boolean repeated = session().refusals() > 0;
        boolean smaller = repeated || trouble.next == Trouble.Next.SMALLER;
        long next = smaller ? pace.plan().afterTooSlow(checkpoint.fragmentBytes()) : checkpoint.fragmentBytes();
        hold.write(upload -> upload.with(checkpoint.refused(next)));
        if (session().refusals() >= trouble.sessionTries) {
            giveUpSession(trouble);
        }
    }

    /** An outage must not use up the upload's sessions, nor send the file again and again. */
    private void giveUpSession(Trouble trouble) {
        Checkpoint checkpoint = hold.upload().checkpoint();
        boolean counts = trouble != Trouble.UNREACHABLE && trouble != Trouble.TOO_SLOW;
        if (!counts && hold.upload().tries().sessionsGivenUp() >= Trouble.SESSIONS_GIVEN_UP) {
            return;
        }
        endSession();
        if (counts) {
            lost(trouble, checkpoint);
        } else {
            hold.write(
                    upload -> upload.with(checkpoint.lost()).with(upload.tries().sessionGivenUp()));
        }
    }

    /** The last one is not opened in the same breath. */
    private void lost(Trouble trouble, Checkpoint checkpoint) {
        hold.write(upload -> upload.with(checkpoint.lost()).with(upload.tries().sessionLost()));
        if (hold.upload().tries().sessionsLost() == Trouble.SESSIONS_LOST - 1) {
            end(new TurnEnd.Wait(trouble.reason, trouble.words, dueAt(trouble, Duration.ZERO)));
        }
    }

    /**
     * Gone: a fresh one has been seen to come up only seconds later, so it is asked some times more; expired it does not count as lost. A
     * name that is taken shows at the session's end, which is of no use then.
     */
    private void dropSession(Trouble trouble) {
        Upload upload = hold.upload();
        Checkpoint checkpoint = upload.checkpoint();
        if (checkpoint == null || !checkpoint.hasSession()) {
            return;
        }
        Instant now = pace.clock().instant();
        boolean gone = trouble == Trouble.SESSION_GONE;
        boolean expired = checkpoint.session().isExpiredAt(now);
        if (gone && !expired && checkpoint.session().isFresh() && triesInRow + 1 < trouble.triesInTurn) {
            return;
        }
        if (gone && !expired) {
            lost(trouble, checkpoint);
        } else {
            hold.write(before -> before.with(checkpoint.lost()));
        }
    }

    private static void end(TurnEnd end) {
        throw new TurnOver(end);
    }
}
