package io.driverelay.relay;

import io.driverelay.drive.ByteRange;
import io.driverelay.drive.Cutoff;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveItem;
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
import java.util.Optional;

/** Sends an upload's bytes through an upload session, fragment by fragment. After any doubt the drive is asked where it stands. */
final class Sending {
    private static final int SESSIONS = 3;

    /** Where the bytes go. */
    record Line(Drive drive, DestinationFolder folder, Namesake namesake) {}

    private final Line line;
    private final Content content;
    private final Hold hold;
    private final Pace pace;
    private final Treatment treatment;
    private final Cutoff cutoff;
    private final Instant turnEnds;
    private boolean inDoubt = true;

    Sending(Line line, Content content, Hold hold, Pace pace, Treatment treatment, Cutoff cutoff) {
        this.line = line;
        this.content = content;
        this.hold = hold;
        this.pace = pace;
        this.treatment = treatment;
        this.cutoff = cutoff;
        this.turnEnds = pace.clock().instant().plus(pace.turn());
    }

    /** The drive may hold more or less than the record says: the next step asks. */
    void doubt() {
        inDoubt = true;
    }

    /** Sends until the drive holds the whole file and the record says which item it is. */
    void untilComplete() {
        while (hold.upload().item() == null) {
            if (checkpoint().hasSession()) {
                step();
            } else {
                begin();
            }
        }
    }

    /** Whether an upload that is being cancelled is whole on the drive already; if so the record says which item it is. */
    boolean turnedOutComplete() {
        Upload upload = hold.upload();
        Checkpoint last = upload.checkpoint();
        boolean lastAnswerMissing = last != null
                && last.hasSession()
                && last.deliveredBytes() + last.fragmentBytes()
                        >= upload.order().sizeBytes();
        try {
            Optional<DriveItem> item = lastAnswerMissing ? line.namesake().ifSame() : Optional.empty();
            item.ifPresent(this::recordItem);
            return item.isPresent();
        } catch (DriveFault | SourceFault e) {
            return false;
        }
    }

    /** No session: the name is looked up first, then one is opened, and recorded before its first byte. */
    private void begin() {
        Optional<DriveItem> ours = line.namesake().thatIsOurs();
        if (ours.isPresent()) {
            recordItem(ours.get());
        } else if (hold.upload().order().sizeBytes() == 0) {
            // a session cannot carry zero bytes
            recordItem(line.drive().put(newFile(), new byte[0]));
        } else {
            requireSessionsLeft();
            var session = line.drive().openSession(newFile());
            Checkpoint opened = checkpoint().opened(session);
            hold.write(upload -> upload.with(opened));
            inDoubt = false;
        }
    }

    private void step() {
        requireTime();
        treatment.respectPause();
        long offset = inDoubt ? askedOffset() : checkpoint().deliveredBytes();
        if (offset >= hold.upload().order().sizeBytes()) {
            completeWithoutAnswer();
            return;
        }
        content.hashUpTo(offset, hold::renew);
        hold.renew();
        inDoubt = false;
        send(pace.plan()
                .next(offset, hold.upload().order().sizeBytes(), checkpoint().fragmentBytes()));
    }

    private long askedOffset() {
        FragmentAnswer.Accepted standing =
                line.drive().ask(checkpoint().session().forDrive());
        return standing.nextOffset().orElse(checkpoint().deliveredBytes());
    }

    private void send(ByteRange range) {
        Instant began = pace.clock().instant();
        FragmentAnswer answer;
        try (InputStream bytes = content.open(range)) {
            answer = line.drive()
                    .send(
                            checkpoint().session().forDrive(),
                            range,
                            hold.upload().order().sizeBytes(),
                            bytes,
                            hold.stepLimit(),
                            cutoff);
        } catch (IOException e) {
            throw new SourceFault(e);
        } finally {
            cutoff.clear();
        }
        treatment.progress();
        Duration took = Duration.between(began, pace.clock().instant());
        if (answer instanceof FragmentAnswer.Completed completed) {
            complete(completed.item());
        } else if (answer instanceof FragmentAnswer.Accepted accepted) {
            record(accepted, range, took);
        }
    }

    /** The checkpoint: what the drive confirmed, the hash, a longer claim, no fruitless turns, all in one write. */
    private void record(FragmentAnswer.Accepted accepted, ByteRange sent, Duration took) {
        long confirmed = accepted.nextOffset().orElse(sent.end());
        long perSecond = (long) (sent.length() / Math.max(took.toNanos() / 1e9, 1e-3));
        Checkpoint reached = checkpoint()
                .at(confirmed, accepted.expiresAt())
                .hashed(content.hashedBytes(), content.hashState())
                .nextFragment(pace.plan().after(sent, took), perSecond);
        hold.write(upload -> upload.with(reached).with(upload.tries().fruitful()));
    }

    private void complete(DriveItem itemOrNull) {
        if (itemOrNull == null) {
            completeWithoutAnswer();
        } else {
            recordItem(itemOrNull);
        }
    }

    /** The drive has all bytes but named no item: it is found by its name, or the session is of no use any more. */
    private void completeWithoutAnswer() {
        line.namesake().thatIsOurs().ifPresentOrElse(this::recordItem, () -> {
            throw new DriveFault(DriveFault.Kind.SESSION_GONE, "the session is complete, but the item is not there");
        });
    }

    private void recordItem(DriveItem item) {
        Checkpoint hashed = checkpoint().hashed(content.hashedBytes(), content.hashState());
        hold.write(upload -> upload.with(hashed)
                .with(DeliveredItem.sent(item))
                .with(upload.tries().fruitful()));
    }

    private void requireTime() {
        if (cutoff.isCut() || !pace.clock().instant().isBefore(turnEnds)) {
            throw new TurnOver(new TurnEnd.GoOn());
        }
    }

    private void requireSessionsLeft() {
        if (hold.upload().tries().sessionsLost() >= SESSIONS) {
            throw new TurnOver(new TurnEnd.Fail(
                    Reason.SESSION_LOST, "The drive lost the upload " + SESSIONS + " times. Retry later."));
        }
    }

    private NewFile newFile() {
        Upload upload = hold.upload();
        return new NewFile(
                line.folder().id(),
                upload.order().fileName(),
                upload.order().sizeBytes(),
                upload.order().conflict() == Conflict.REPLACE,
                upload.times().committedAt());
    }

    private Checkpoint checkpoint() {
        Checkpoint known = hold.upload().checkpoint();
        return known == null ? Checkpoint.start(FragmentPlan.FIRST) : known;
    }
}
