package io.driverelay.relay;

import io.driverelay.drive.Cutoff;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.SourceFault;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.Checkpoint;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.util.function.BooleanSupplier;

/** One turn: carries an upload as far as it can, and leaves a record from which anyone can go on. */
final class Turn {
    private static final EventLog EVENTS = new EventLog();
    private static final TurnEnd.Fail CONNECTION_REMOVED = new TurnEnd.Fail(
            Reason.CONNECTION_REMOVED,
            "The connection was removed while the file was on its way; it may have arrived.");

    private final Stations stations;
    private final Pace pace;
    private final Hold hold;
    private final Cutoff cutoff;
    private final Content content;
    private final KeptBackups backups;
    private final Sending.Line line;
    private final Sending sending;
    private final Finish finish;
    private final Treatment treatment;
    private final Conclusion conclusion;
    private DeclaredSha256 declared;

    Turn(Stations stations, Pace pace, Hold hold, Cutoff cutoff) {
        this.stations = stations;
        this.pace = pace;
        this.hold = hold;
        this.cutoff = cutoff;
        this.content = new Content(stations.staging(), hold.upload(), cutoff);
        Drive drive = new KeptDrive(stations.drives().of(hold.upload().order().connectionId(), hold.calls()), hold);
        this.backups = new KeptBackups(
                drive, stations.connections(), stations.twins(), hold.upload().order());
        var folder = new DestinationFolder(drive, stations.connections(), hold.upload(), backups);
        var way = new RightOfWay(stations, pace.clock(), hold, drive, folder);
        this.line = new Sending.Line(drive, folder, new Namesake(drive, folder, hold, content, way, backups), way);
        this.treatment = new Treatment(stations, pace, hold, line, cutoff);
        this.conclusion = new Conclusion(stations.queue(), pace, hold, treatment, cutoff);
        this.sending = new Sending(line, content, hold, pace, treatment, cutoff);
        this.finish = new Finish(line, content, hold, stations, pace.clock());
    }

    /** Runs to the turn's end, whichever it is. */
    void run() {
        try {
            runUnlessCancelled();
            stations.tell().tell(hold.read());
        } catch (ClaimLost e) {
            EVENTS.write(hold.upload().line(Event.CLAIM_LOST));
        }
    }

    private void runUnlessCancelled() {
        try {
            untilOver(hold.upload().standing().cancelRequested() ? this::cancelled : this::carried);
        } catch (CancelAsked e) {
            untilOver(this::cancelled);
        }
    }

    /** Tries until it is done, or there is nothing more to try now. */
    private void untilOver(BooleanSupplier what) {
        try {
            boolean done = false;
            while (!done) {
                done = tried(what);
            }
        } catch (TurnOver over) {
            conclusion.of(over.end());
        }
    }

    /** One try at all that is left to do; whatever goes wrong is treated, and the next try asks first. */
    private boolean tried(BooleanSupplier what) {
        if (cutoff.isCut()) {
            throw new TurnOver(new TurnEnd.GoOn());
        }
        try {
            hold.renew();
            return what.getAsBoolean();
        } catch (DriveFault fault) {
            tell(Trouble.of(fault.kind()), fault.getMessage());
            Sending.Call failed = sending.doubt();
            treated(() -> treat(fault, failed));
        } catch (SourceFault fault) {
            tell(Trouble.STAGING, fault.getCause().getMessage());
            sending.doubt();
            treated(this::treatUnreadable);
        } catch (StorageUnavailable fault) {
            tell(Trouble.RECORDS, fault.getMessage());
            sending.doubt();
            treated(() -> treatment.of(Trouble.RECORDS));
        }
        return false;
    }

    /** Storage may fail here, too; each failure is one more of a few, so that this ends. */
    private void treated(Runnable treatmentOfFault) {
        Runnable next = treatmentOfFault;
        while (next != null) {
            try {
                next.run();
                next = null;
            } catch (StorageUnavailable fault) {
                tell(Trouble.RECORDS, fault.getMessage());
                next = () -> treatment.of(Trouble.RECORDS);
            }
        }
    }

    private void treat(DriveFault fault, Sending.Call failed) {
        if (fault.kind() == DriveFault.Kind.SIGN_IN_REQUIRED && isConnectionRemoved()) {
            throw new TurnOver(CONNECTION_REMOVED);
        }
        if (failed == Sending.Call.FRAGMENT && fault.kind() == DriveFault.Kind.NAME_TAKEN) {
            sending.endRefused();
        }
        boolean gone = fault.kind() == DriveFault.Kind.SESSION_GONE || fault.kind() == DriveFault.Kind.NAME_TAKEN;
        // a drive that asks to be left alone is not asked now: the next try looks up the name
        boolean arrived = gone && fault.retryAfter().isEmpty() && hold.upload().item() == null && arrivedAfterAll();
        if (!arrived) {
            treatment.of(fault, failed);
        }
    }

    /** If it cannot be seen now the session stays in the record, and is asked again. */
    private boolean arrivedAfterAll() {
        try {
            return sending.arrival().isFound();
        } catch (DriveFault fault) {
            treatment.of(fault, Sending.Call.ELSEWHERE);
            return true;
        } catch (SourceFault fault) {
            treatUnreadable();
            return true;
        }
    }

    private void treatUnreadable() {
        if (cutoff.isCut()) {
            throw new TurnOver(new TurnEnd.GoOn());
        }
        requireContent();
        treatment.of(Trouble.STAGING);
    }

    private boolean carried() {
        treatment.respectPause();
        if (hold.upload().item() == null) {
            requireDeclaredContent();
        }
        line.way().take();
        if (nothingIsSent()) {
            backups.requireNoTwin(line.folder().id());
        }
        sending.untilComplete();
        return finish.done();
    }

    private boolean nothingIsSent() {
        Checkpoint checkpoint = hold.upload().checkpoint();
        boolean begun = checkpoint != null && (checkpoint.hasSession() || checkpoint.ending());
        return hold.upload().item() == null && !begun;
    }

    /** Nothing is sent for a cancel. What the drive holds whole already is delivered all the same; of anything less nothing stays. */
    private boolean cancelled() {
        Checkpoint checkpoint = hold.upload().checkpoint();
        boolean mayBeThere = hold.upload().item() != null || (checkpoint != null && checkpoint.ending());
        if (hold.upload().item() == null) {
            treatment.endSession();
        }
        if (mayBeThere && isConnectionRemoved()) {
            // nobody can look any more
            throw new TurnOver(CONNECTION_REMOVED);
        }
        if (mayBeThere && hold.upload().item() == null) {
            treatment.respectPause();
            sending.arrival().isFound();
        }
        if (hold.upload().item() != null) {
            treatment.respectPause();
            line.way().take();
            if (finish.doneForCancel()) {
                return true;
            }
        }
        hold.release(upload ->
                upload.ended(UploadState.CANCELLED, null, null, pace.clock().instant()));
        finish.letContentGo();
        return true;
    }

    private boolean isConnectionRemoved() {
        return stations.connections().find(hold.upload().order().connectionId()).isEmpty();
    }

    /** The declared SHA-256 is checked before a byte of other content can reach the drive. */
    private void requireDeclaredContent() {
        Upload upload = hold.upload();
        if (upload.order().sha256() == null || upload.staged().sha256Verified()) {
            return;
        }
        if (declared == null) {
            declared =
                    new DeclaredSha256(content, hold, cutoff, stations.sha256().get());
        }
        String found = declared.value(treatment);
        if (!found.equals(upload.order().sha256())) {
            throw new TurnOver(new TurnEnd.Fail(
                    Reason.SHA256_MISMATCH,
                    "The staged content has the SHA-256 " + found + ", not the declared one. Send the file again."));
        }
        hold.write(before -> before.with(before.staged().verified()));
    }

    private void requireContent() {
        Upload upload = hold.upload();
        if (stations.staging()
                .sizeOf(upload.staged().blob(), upload.staged().snapshot())
                .isEmpty()) {
            throw new TurnOver(new TurnEnd.Fail(
                    Reason.CONTENT_LOST, "The staged content is not there any more. Send the file again."));
        }
    }

    /** Why a try ended; the operator has nothing else to see it by. */
    private void tell(Trouble fault, String message) {
        EVENTS.write(hold.upload()
                .line(Event.TRY_FAILED)
                .with(Text.FAULT, fault)
                .with(Amount.ATTEMPT, treatment.attempt())
                .with(Text.DETAIL, message));
    }
}
