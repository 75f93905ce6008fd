package io.driverelay.relay;

import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveItem;
import io.driverelay.upload.Checkpoint;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Order;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import java.util.Optional;

/** What lies under the upload's name on the drive already: perhaps the upload itself, whose last answer was lost. */
final class Namesake {
    private final Drive drive;
    private final DestinationFolder folder;
    private final Hold hold;
    private final Content content;

    Namesake(Drive drive, DestinationFolder folder, Hold hold, Content content) {
        this.drive = drive;
        this.folder = folder;
        this.hold = hold;
        this.content = content;
    }

    /** The item, if it is what this upload carries; ends the turn if the name is not free for it. */
    Optional<DriveItem> thatIsOurs() {
        Optional<DriveItem> there = find();
        if (there.isPresent() && !isSame(there.get())) {
            requireMayReplace(there.get());
            return Optional.empty();
        }
        return there;
    }

    /** The item, if it is what this upload carries. */
    Optional<DriveItem> ifSame() {
        return find().filter(this::isSame);
    }

    private Optional<DriveItem> find() {
        return drive.find(folder.id(), hold.upload().order().fileName());
    }

    private boolean isSame(DriveItem item) {
        Order order = hold.upload().order();
        if (item.isFolder() || item.sizeBytes() != order.sizeBytes()) {
            return false;
        }
        return item.hash()
                .map(hash -> hash.equals(content.wholeHash(hold::renew)))
                .orElseGet(this::wasAtTheLastFragment);
    }

    /** An item without a hash is taken for ours only if the next thing to come was its last answer. */
    private boolean wasAtTheLastFragment() {
        Upload upload = hold.upload();
        Checkpoint checkpoint = upload.checkpoint();
        return checkpoint != null
                && checkpoint.deliveredBytes() > 0
                && checkpoint.deliveredBytes() + checkpoint.fragmentBytes()
                        >= upload.order().sizeBytes();
    }

    private void requireMayReplace(DriveItem item) {
        Upload upload = hold.upload();
        if (upload.order().conflict() == Conflict.FAIL || item.isFolder()) {
            throw new TurnOver(
                    new TurnEnd.Fail(
                            Reason.NAME_TAKEN,
                            "Something else of that name is on the drive. Rename or remove it and retry, or send with another name."));
        }
        boolean newer = item.lastModified() != null
                && item.lastModified().isAfter(upload.times().committedAt());
        if (newer) {
            throw new TurnOver(new TurnEnd.Fail(
                    Reason.SUPERSEDED, "The drive holds a newer file of that name; it was left as it is."));
        }
    }
}
