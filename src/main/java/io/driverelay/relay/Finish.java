package io.driverelay.relay;

import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveItem;
import io.driverelay.drive.NewFile;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.BackupMetadata;
import io.driverelay.upload.Checkpoint;
import io.driverelay.upload.DeliveredItem;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/** The end of an upload: what arrived is compared with what was staged, and only then is it called delivered and the content let go. */
final class Finish {
    private static final EventLog EVENTS = new EventLog();
    private static final int MISMATCHES = 2;
    private static final String FOLDER_IN_THE_WAY =
            "The backup arrived, but a folder lies where its description must go, and without that nobody sees it. Rename that folder and"
                    + " retry.";

    private static final String CHANGED_SINCE =
            "The file arrived, and somebody has put other content in its place since; that was left as it is. To have this one, send it"
                    + " again.";

    /** What became of a damaged file. */
    private enum Removal {
        GONE,
        /** It is another's, or cannot be removed. */
        STAYS,
        /** What is there now is right. */
        RIGHT
    }

    private final Sending.Line line;
    private final Content content;
    private final Hold hold;
    private final Stations stations;
    private final Clock clock;
    private boolean lookFirst;

    Finish(Sending.Line line, Content content, Hold hold, Stations stations, Clock clock) {
        this.line = line;
        this.content = content;
        this.hold = hold;
        this.stations = stations;
        this.clock = clock;
        this.lookFirst = hold.upload().item() != null;
    }

    /** Whether it is delivered; if not, it is to be sent once more, and the record says so. */
    boolean done() {
        if (lookFirst && !isThere()) {
            sendAgain(upload -> upload.with(upload.tries().sessionLost()));
            return false;
        }
        lookFirst = false;
        Optional<String> verifiedBy = verified();
        if (verifiedBy.isEmpty()) {
            differs();
            return false;
        }
        writeMetadata();
        hold.release(upload -> upload.with(upload.item().verifiedBy(verifiedBy.get()))
                .ended(UploadState.DELIVERED, null, null, clock.instant()));
        letContentGo();
        return true;
    }

    /** For a cancel, which never sends: delivered if it is there and right, otherwise nothing of it stays. */
    boolean doneForCancel() {
        if (!isThere()) {
            return false;
        }
        lookFirst = false;
        if (verified().isEmpty() && removeDamaged() != Removal.RIGHT) {
            return false;
        }
        return done();
    }

    void letContentGo() {
        Upload upload = hold.upload();
        if (upload.staged() == null) {
            return;
        }
        try {
            upload.staged().allBlobs().forEach(stations.staging()::delete);
        } catch (StorageUnavailable | ChangedMeanwhile e) {
            // the record says how it ended: upkeep deletes the content
            EVENTS.write(upload.line(Event.CONTENT_NOT_DELETED));
        }
    }

    /**
     * An earlier turn found the item; somebody may have removed it since, which both its id and its name must say, or put other content in
     * its place, which is theirs then.
     */
    private boolean isThere() {
        DeliveredItem recorded = hold.upload().item();
        Optional<DriveItem> now = reread();
        now.ifPresent(item -> {
            DeliveredItem read = recorded.reread(item);
            if (verify(read).isEmpty() && !line.namesake().isStill(recorded, item)) {
                throw new TurnOver(new TurnEnd.Fail(Reason.NAME_TAKEN, CHANGED_SINCE));
            }
            if (!read.equals(recorded)) {
                hold.write(upload -> upload.with(read));
            }
        });
        return now.isPresent();
    }

    /** What it was verified by; empty when it is not what was staged. An answer that says so is not believed before the drive was asked. */
    private Optional<String> verified() {
        Optional<String> at = verify(hold.upload().item());
        if (at.isPresent()) {
            return at;
        }
        Optional<DriveItem> now = reread();
        now.ifPresent(item -> hold.write(upload -> upload.with(upload.item().reread(item))));
        return now.flatMap(item -> verify(hold.upload().item()));
    }

    private Optional<DriveItem> reread() {
        Optional<DriveItem> byId = drive().item(hold.upload().item().id());
        return byId.isPresent() ? byId : line.namesake().ours();
    }

    private Optional<String> verify(DeliveredItem item) {
        if (item.sizeBytes() != hold.upload().order().sizeBytes()) {
            return Optional.empty();
        }
        if (item.quickXorHash() == null) {
            return Optional.of("size");
        }
        return Optional.of("quickXorHash").filter(by -> item.quickXorHash().equals(content.wholeHash(hold)));
    }

    /** The bad item goes first, then it is counted, in one write with the sending anew: a turn that dies between finds it gone. */
    private void differs() {
        EVENTS.write(hold.upload().line(Event.CONTENT_DIFFERS));
        Removal removal = hold.upload().item().found() ? Removal.GONE : removeDamaged();
        if (removal == Removal.RIGHT) {
            return;
        }
        boolean removed = removal == Removal.GONE;
        int mismatches = hold.upload().tries().mismatches() + 1;
        sendAgain(upload -> upload.with(upload.tries().mismatch()));
        if (mismatches >= MISMATCHES || !removed) {
            throw new TurnOver(new TurnEnd.Fail(
                    Reason.VERIFICATION,
                    "What arrived on the OneDrive was not what was sent. "
                            + (removed
                                    ? "It was removed there. The content is kept: retry later."
                                    : "It could not be removed: remove it there. The content is kept: retry then.")));
        }
    }

    /** Only what is there now, is still this upload's and still different, and only that version of it: each is judged anew. */
    private Removal removeDamaged() {
        line.way().requireStill();
        for (int n = 0; n < MISMATCHES; n++) {
            Optional<DriveItem> now = drive().item(hold.upload().item().id());
            if (now.isEmpty()) {
                return Removal.GONE;
            }
            DeliveredItem read = hold.upload().item().reread(now.get());
            if (verify(read).isPresent()) {
                hold.write(upload -> upload.with(read));
                return Removal.RIGHT;
            }
            if (now.get().eTag() == null
                    || !line.namesake().isStill(hold.upload().item(), now.get())) {
                return Removal.STAYS;
            }
            if (isDeleted(now.get())) {
                return Removal.GONE;
            }
        }
        return Removal.STAYS;
    }

    private boolean isDeleted(DriveItem item) {
        try {
            drive().delete(item.id(), item.eTag());
            return true;
        } catch (DriveFault fault) {
            if (fault.kind() != DriveFault.Kind.CHANGED || fault.retryAfter().isPresent()) {
                throw fault;
            }
            return false;
        }
    }

    private void sendAgain(java.util.function.UnaryOperator<Upload> counted) {
        Checkpoint checkpoint = hold.upload().checkpoint();
        Checkpoint anew = checkpoint == null ? null : checkpoint.lost();
        hold.write(upload -> counted.apply(upload).with((DeliveredItem) null).with(anew));
    }

    /**
     * The metadata file comes last: it is the mark by which Home Assistant takes a backup for complete. Beside a file that this upload did
     * not send, whatever is there stays.
     */
    private void writeMetadata() {
        Upload upload = hold.upload();
        BackupMetadata metadata = upload.order().metadata();
        if (metadata == null) {
            return;
        }
        line.way().requireStill();
        byte[] json = metadata.json().getBytes(StandardCharsets.UTF_8);
        boolean replace = !upload.item().found();
        try {
            drive().put(
                            new NewFile(
                                    line.folder().id(),
                                    BackupMetadata.fileBeside(upload.order().fileName()),
                                    json.length,
                                    replace,
                                    upload.times().fileTime()),
                            json);
        } catch (DriveFault fault) {
            if (fault.kind() != DriveFault.Kind.NAME_TAKEN || fault.retryAfter().isPresent()) {
                throw fault;
            }
            if (replace) {
                throw new TurnOver(new TurnEnd.Fail(Reason.NAME_TAKEN, FOLDER_IN_THE_WAY));
            }
        }
    }

    private Drive drive() {
        return line.drive();
    }
}
