package io.driverelay.relay;

import io.driverelay.drive.Cutoff;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.SourceFault;
import io.driverelay.upload.Checkpoint;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Ticket;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.time.Instant;

/** One turn: carries an upload as far as it can, and leaves a record from which anyone can go on. */
final class Turn {
    private static final System.Logger LOG = System.getLogger(Turn.class.getName());

    private final Stations stations;
    private final Pace pace;
    private final Hold hold;
    private final Cutoff cutoff;
    private final Drive drive;
    private final Content content;
    private final Sending sending;
    private final Finish finish;
    private final Treatment treatment;

    Turn(Stations stations, Pace pace, Hold hold, Cutoff cutoff) {
        this.stations = stations;
        this.pace = pace;
        this.hold = hold;
        this.cutoff = cutoff;
        this.drive = stations.drives().of(hold.upload().order().connectionId());
        this.content = new Content(stations.staging(), hold.upload(), cutoff);
        var folder = new DestinationFolder(drive, stations.connections(), hold.upload());
        var namesake = new Namesake(drive, folder, hold, content);
        this.treatment = new Treatment(stations, pace, hold, folder, cutoff);
        this.sending = new Sending(new Sending.Line(drive, folder, namesake), content, hold, pace, treatment, cutoff);
        this.finish = new Finish(drive, folder, content, hold, stations, pace.clock());
    }

    /** Runs to the turn's end, whichever it is. */
    void run() {
        try {
            runUnlessCancelled();
        } catch (ClaimLost e) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "event=claim-lost upload={0}",
                    hold.upload().id());
        }
    }

    private void runUnlessCancelled() {
        try {
            if (hold.upload().standing().cancelRequested()) {
                cancel();
            } else {
                carryOrConclude();
            }
        } catch (CancelAsked e) {
            cancel();
        }
    }

    private void carryOrConclude() {
        try {
            while (!carried()) {
                hold.renew();
            }
        } catch (TurnOver over) {
            conclude(over.end());
        }
    }

    /** Why a try ended; the operator has nothing else to see it by. */
    private void tell(String fault, String message) {
        LOG.log(
                System.Logger.Level.WARNING,
                "event=try-failed upload={0} fault={1}: {2}",
                hold.upload().id(),
                fault,
                message);
    }

    /** One try at all that is left to do; a fault of the drive is treated, and the next try asks first. */
    private boolean carried() {
        try {
            treatment.respectPause();
            if (hold.upload().item() == null) {
                requireDeclaredContent();
                sending.untilComplete();
            }
            return finish.done();
        } catch (DriveFault fault) {
            sending.doubt();
            tell(fault.kind().name(), fault.getMessage());
            treatment.of(fault);
            return false;
        } catch (SourceFault fault) {
            sending.doubt();
            if (cutoff.isCut()) {
                throw new TurnOver(new TurnEnd.GoOn());
            }
            tell("STAGING", fault.getCause().getMessage());
            requireContent();
            treatment.again(Reason.DRIVE, "The staged content cannot be read at the moment.");
            return false;
        }
    }

    /** The declared SHA-256 is checked before a byte of other content can reach the drive. */
    private void requireDeclaredContent() {
        Upload upload = hold.upload();
        if (upload.order().sha256() == null || upload.staged().sha256Verified()) {
            return;
        }
        String found = DeclaredSha256.of(content, stations.sha256().get(), hold::renew, cutoff);
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

    private void conclude(TurnEnd end) {
        Instant now = pace.clock().instant();
        if (end instanceof TurnEnd.Wait wait) {
            boolean full = wait.reason() == Reason.SPACE;
            hold.release(upload -> upload.with(
                            full
                                    ? upload.tries().turnTakenBack().spaceRefused()
                                    : upload.tries().turnTakenBack())
                    .with(upload.standing().waiting(wait.reason(), wait.detail(), wait.dueAt(), now)));
            if (wait.dueAt() != null) {
                stations.queue().send(ticket(), Duration.between(now, wait.dueAt()));
            }
            stations.listener().waiting(hold.upload());
        } else if (end instanceof TurnEnd.Fail fail) {
            endSession();
            hold.release(upload -> upload.ended(UploadState.FAILED, fail.reason(), fail.detail(), now));
            stations.listener().failed(hold.upload());
        } else {
            hold.release(upload -> upload.with(upload.standing().queued(now)));
            stations.queue().send(ticket(), Duration.ZERO);
        }
    }

    /** What the drive holds whole already is delivered all the same; anything less is dropped. */
    private void cancel() {
        if (hold.upload().item() != null || sending.turnedOutComplete()) {
            carryOrConclude();
            return;
        }
        endSession();
        hold.release(upload ->
                upload.ended(UploadState.CANCELLED, null, null, pace.clock().instant()));
        if (hold.upload().staged() != null) {
            stations.staging().delete(hold.upload().staged().blob());
        }
    }

    /** Best effort: a session that stays ends by itself. */
    private void endSession() {
        Checkpoint checkpoint = hold.upload().checkpoint();
        if (checkpoint == null || !checkpoint.hasSession()) {
            return;
        }
        try {
            drive.end(checkpoint.session().forDrive());
        } catch (DriveFault e) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "event=session-not-ended upload={0}",
                    hold.upload().id());
        }
    }

    private Ticket ticket() {
        return new Ticket(hold.upload().id(), hold.upload().order().connectionId(), null);
    }
}
