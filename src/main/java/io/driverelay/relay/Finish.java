package io.driverelay.relay;

import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveItem;
import io.driverelay.drive.NewFile;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.upload.BackupMetadata;
import io.driverelay.upload.Checkpoint;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.DeliveredItem;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/** The end of an upload: what arrived is compared with what was staged, and only then is it called delivered and the content let go. */
final class Finish {
    private static final System.Logger LOG = System.getLogger(Finish.class.getName());
    private static final int MISMATCHES = 2;

    private final Drive drive;
    private final DestinationFolder folder;
    private final Content content;
    private final Hold hold;
    private final Stations stations;
    private final Clock clock;
    private final boolean foundAtStart;

    Finish(Drive drive, DestinationFolder folder, Content content, Hold hold, Stations stations, Clock clock) {
        this.drive = drive;
        this.folder = folder;
        this.content = content;
        this.hold = hold;
        this.stations = stations;
        this.clock = clock;
        this.foundAtStart = hold.upload().item() != null;
    }

    /** Whether it is delivered; if not, it is to be sent once more, and the record says so. */
    boolean done() {
        if (foundAtStart && isGone()) {
            sendAgain();
            return false;
        }
        Optional<String> verifiedBy = verify(hold.upload().item());
        if (verifiedBy.isEmpty()) {
            differs();
            return false;
        }
        writeMetadata();
        hold.release(upload -> delivered(upload, verifiedBy.get()));
        letContentGo();
        stations.listener().delivered(hold.upload());
        return true;
    }

    /** An earlier turn found the item; somebody may have removed it since. */
    private boolean isGone() {
        Optional<DriveItem> now = drive.item(hold.upload().item().id());
        return now.isEmpty();
    }

    /** What it was verified by; empty when it is not what was staged. */
    private Optional<String> verify(DeliveredItem item) {
        if (item.sizeBytes() != hold.upload().order().sizeBytes()) {
            return Optional.empty();
        }
        if (item.quickXorHash() == null) {
            return Optional.of("size");
        }
        return Optional.of("quickXorHash").filter(by -> item.quickXorHash().equals(content.wholeHash(hold::renew)));
    }

    /** Counted first; then the bad item goes, if it is still exactly what the drive last answered. A replacing upload is sent over it. */
    private void differs() {
        hold.write(upload -> upload.with(upload.tries().mismatch()));
        Upload upload = hold.upload();
        LOG.log(System.Logger.Level.WARNING, "event=content-differs upload={0}", upload.id());
        if (upload.order().conflict() == Conflict.FAIL) {
            drive.delete(upload.item().id(), upload.item().eTag());
        }
        if (upload.tries().mismatches() >= MISMATCHES) {
            throw new TurnOver(new TurnEnd.Fail(
                    Reason.VERIFICATION,
                    "What arrived on the OneDrive was not what was sent, twice. The content is kept: retry later."));
        }
        sendAgain();
    }

    private void sendAgain() {
        Checkpoint checkpoint = hold.upload().checkpoint();
        Checkpoint anew = checkpoint == null ? null : checkpoint.lost();
        hold.write(upload -> upload.with((DeliveredItem) null).with(anew));
    }

    /** The metadata file comes last: it is the mark by which Home Assistant takes a backup for complete. */
    private void writeMetadata() {
        Upload upload = hold.upload();
        BackupMetadata metadata = upload.order().metadata();
        if (metadata == null) {
            return;
        }
        byte[] json = metadata.json().getBytes(StandardCharsets.UTF_8);
        hold.renew();
        drive.put(
                new NewFile(
                        folder.id(),
                        metadataName(upload.order().fileName()),
                        json.length,
                        true,
                        upload.times().committedAt()),
                json);
    }

    private Upload delivered(Upload upload, String verifiedBy) {
        return upload.with(upload.item().verifiedBy(verifiedBy))
                .ended(UploadState.DELIVERED, null, null, clock.instant());
    }

    /** The record says delivered already; what cannot be deleted now is deleted by upkeep. */
    private void letContentGo() {
        try {
            stations.staging().delete(hold.upload().staged().blob());
        } catch (StorageUnavailable e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "event=content-not-deleted upload={0}",
                    hold.upload().id());
        }
    }

    static String metadataName(String tarName) {
        String base = tarName.endsWith(".tar") ? tarName.substring(0, tarName.length() - 4) : tarName;
        return base + ".metadata.json";
    }
}
