package io.driverelay.relay;

import io.driverelay.drive.ByteRange;
import io.driverelay.drive.Cutoff;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.FragmentAnswer;
import io.driverelay.drive.NewFile;
import io.driverelay.drive.SourceFault;
import io.driverelay.upload.Checkpoint;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.DeliveredItem;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;

/** Sends an upload's bytes through an upload session, fragment by fragment. After any doubt the drive is asked where it stands. */
final class Sending {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** What was under way when something failed. */
    enum Call {
        ELSEWHERE,
        /** The session was asked where it stands. */
        ASK,
        FRAGMENT
    }

    /** Where the bytes go. */
    record Line(Drive drive, DestinationFolder folder, Namesake namesake, RightOfWay way) {}

    private final Line line;
    private final Content content;
    private final Hold hold;
    private final Pace pace;
    private final Treatment treatment;
    private final Cutoff cutoff;
    private final Instant turnEnds;
    private final Asking asking;
    private final Arrival arrival;
    private boolean inDoubt = true;
    private Call underWay = Call.ELSEWHERE;
    private boolean endIsNew;

    Sending(Line line, Content content, Hold hold, Pace pace, Treatment treatment, Cutoff cutoff) {
        this.line = line;
        this.content = content;
        this.hold = hold;
        this.pace = pace;
        this.treatment = treatment;
        this.cutoff = cutoff;
        this.asking = new Asking(line, hold, pace.plan(), treatment);
        this.arrival = new Arrival(line, content, hold, treatment);
        this.turnEnds = pace.clock().instant().plus(pace.turn());
    }

    /** The drive may hold more or less than the record says: the next step asks. Tells what it was that failed. */
    Call doubt() {
        Call failed = underWay;
        underWay = Call.ELSEWHERE;
        inDoubt = true;
        return failed;
    }

    Arrival arrival() {
        return arrival;
    }

    /** The one request that could have completed the file was refused, for its name: what lies there is not this upload's. */
    void endRefused() {
        if (endIsNew) {
            hold.write(upload -> upload.with(checkpoint().endRefused()));
        }
    }

    /** Sends until the drive holds the whole file and the record says which item it is. */
    void untilComplete() {
        while (hold.upload().item() == null) {
            requireTime();
            treatment.respectPause();
            if (checkpoint().hasSession()) {
                step();
            } else {
                begin();
            }
        }
    }

    /** No session: the name is looked up first, then one is opened, and recorded before its first byte. */
    private void begin() {
        Namesake.Found found = line.namesake().look();
        if (found instanceof Namesake.Found.Ours ours) {
            arrival.record(DeliveredItem.sent(ours.item()));
        } else if (found instanceof Namesake.Found.Equal equal) {
            arrival.record(DeliveredItem.found(equal.item()));
        } else if (found instanceof Namesake.Found.Free free) {
            send(free);
        } else {
            new OtherName(line.drive(), line.folder(), hold).choose();
            line.way().take();
        }
    }

    private void send(Namesake.Found.Free over) {
        if (hold.upload().order().sizeBytes() == 0) {
            // a session cannot carry zero bytes
            line.way().requireStill();
            hold.write(upload -> upload.with(checkpoint().endingNext()));
            // there is no session that a newer one could end, should that write have outlasted the claim
            line.way().requireStill();
            arrival.complete(line.drive().put(newFile(), new byte[0]));
            return;
        }
        requireSessionsLeft();
        var session = line.drive().openSession(newFile());
        hold.write(upload -> upload.with(checkpoint().opened(session, over.eTag())));
        inDoubt = false;
    }

    private void step() {
        long offset = inDoubt ? askedOffset() : checkpoint().deliveredBytes();
        long total = hold.upload().order().sizeBytes();
        if (offset >= total) {
            underWay = Call.FRAGMENT;
            arrival.complete(null);
            underWay = Call.ELSEWHERE;
            return;
        }
        content.hashUpTo(offset, hold);
        ByteRange range = pace.plan().next(offset, total, checkpoint().fragmentBytes());
        endIsNew = range.end() == total && !checkpoint().ending();
        if (range.end() == total) {
            announceEnd();
        } else {
            hold.renew();
        }
        inDoubt = false;
        send(range);
    }

    /** From here on an item of that name may be this upload's: written before the bytes are sent. */
    private void announceEnd() {
        line.way().requireStill();
        if (checkpoint().ending()) {
            hold.renew();
        } else {
            hold.write(upload -> upload.with(checkpoint().endingNext()));
        }
    }

    private long askedOffset() {
        underWay = Call.ASK;
        long offset = asking.offset();
        underWay = Call.ELSEWHERE;
        return offset;
    }

    private void send(ByteRange range) {
        Instant began = pace.clock().instant();
        FragmentAnswer answer;
        underWay = Call.FRAGMENT;
        try (InputStream bytes = content.open(range)) {
            answer = line.drive()
                    .send(
                            checkpoint().session().forDrive(),
                            range,
                            hold.upload().order().sizeBytes(),
                            bytes,
                            timeLeft(began),
                            cutoff);
        } catch (IOException e) {
            throw new SourceFault(e);
        } finally {
            cutoff.clear();
        }
        Duration took = Duration.between(began, pace.clock().instant());
        boolean last = range.end() == hold.upload().order().sizeBytes();
        if (answer instanceof FragmentAnswer.Accepted accepted) {
            record(accepted, range, took);
        } else if (last && answer instanceof FragmentAnswer.Completed completed) {
            arrival.complete(completed.item());
        } else {
            throw new DriveFault(DriveFault.Kind.NO_PROGRESS, "OneDrive called a part of the file the whole");
        }
        underWay = Call.ELSEWHERE;
    }

    /** The opening of the bytes is part of the step. */
    private Duration timeLeft(Instant began) {
        Duration left =
                hold.stepLimit().minus(Duration.between(began, pace.clock().instant()));
        return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
    }

    /** The checkpoint: what the drive confirmed, the hash, a longer claim, no fruitless turns, all in one write. */
    private void record(FragmentAnswer.Accepted accepted, ByteRange sent, Duration took) {
        long confirmed = accepted.nextOffset().orElse(sent.end());
        long total = hold.upload().order().sizeBytes();
        if (confirmed <= sent.first() || confirmed > total) {
            throw new DriveFault(DriveFault.Kind.NO_PROGRESS, "OneDrive took a fragment and stands where it stood");
        }
        treatment.progress();
        asking.answered();
        long perSecond = (long) (sent.length() / Math.max(took.toNanos() / 1e9, 1e-3));
        Checkpoint reached = checkpoint()
                .at(confirmed, accepted.expiresAt())
                .hashed(content.hashedBytes(), content.hashState())
                .nextFragment(pace.plan().after(sent, took), perSecond);
        hold.write(upload -> upload.with(reached).with(upload.tries().fruitful()));
    }

    private void requireTime() {
        if (cutoff.isCut() || !pace.clock().instant().isBefore(turnEnds)) {
            throw new TurnOver(new TurnEnd.GoOn());
        }
    }

    private void requireSessionsLeft() {
        if (hold.upload().tries().sessionsLost() >= Trouble.SESSIONS_LOST) {
            throw new TurnOver(new TurnEnd.Fail(
                    Reason.SESSION_LOST,
                    "OneDrive dropped the half-sent file " + Trouble.SESSIONS_LOST + " times. Retry later."));
        }
    }

    private NewFile newFile() {
        Upload upload = hold.upload();
        return new NewFile(
                line.folder().id(),
                upload.order().fileName(),
                upload.order().sizeBytes(),
                upload.order().conflict() == Conflict.REPLACE,
                upload.times().fileTime());
    }

    private Checkpoint checkpoint() {
        return checkpointOf(hold.upload());
    }

    static Checkpoint checkpointOf(Upload upload) {
        return upload.checkpoint() == null ? Checkpoint.start(FragmentPlan.FIRST) : upload.checkpoint();
    }
}
