package io.driverelay.relay;

import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveItem;
import io.driverelay.upload.Checkpoint;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.DeliveredItem;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Order;
import io.driverelay.upload.Reason;
import java.util.Objects;
import java.util.Optional;

/** What lies under the upload's name on the drive already: perhaps the upload itself, whose last answer was lost. */
final class Namesake {
    private final Drive drive;
    private final DestinationFolder folder;
    private final Hold hold;
    private final Content content;
    private final RightOfWay way;
    private final KeptBackups backups;

    Namesake(Drive drive, DestinationFolder folder, Hold hold, Content content, RightOfWay way, KeptBackups backups) {
        this.drive = drive;
        this.folder = folder;
        this.hold = hold;
        this.content = content;
        this.way = way;
        this.backups = backups;
    }

    /** What was found. */
    sealed interface Found {
        /** Nothing, or what may be replaced; {@code eTag} is its version, null for nothing. */
        record Free(String eTag) implements Found {}

        /** What this upload sent. */
        record Ours(DriveItem item) implements Found {}

        /** What is merely equal: as good as sent, but nothing beside it may be touched in its name. */
        record Equal(DriveItem item) implements Found {}

        /** Something else, and another name may be taken. */
        record Taken() implements Found {}
    }

    /** Ends the turn if the name is not free for this upload. */
    Found look() {
        Optional<DriveItem> there = find(folder.id());
        if (there.isEmpty()) {
            return new Found.Free(null);
        }
        DriveItem item = there.get();
        if (isOurs(item)) {
            return new Found.Ours(item);
        }
        // the metadata of a replacing backup belongs to what was sent with it
        boolean replacesBackup = order().conflict() == Conflict.REPLACE && order().kind() == Kind.BACKUP;
        if (!replacesBackup && hasSameHash(item)) {
            return new Found.Equal(item);
        }
        if (order().conflict() == Conflict.RENAME) {
            return new Found.Taken();
        }
        if (order().conflict() == Conflict.FAIL || item.isFolder()) {
            throw new TurnOver(
                    new TurnEnd.Fail(
                            Reason.NAME_TAKEN,
                            "Something else of that name is on the drive. Rename or remove it and retry, or send with another name."));
        }
        requireReplaceable(item);
        return new Found.Free(item.eTag());
    }

    private void requireReplaceable(DriveItem item) {
        backups.requireReplaceable(item, folder.id());
        if (way.isAnotherHomes(item.id())) {
            throw new TurnOver(new TurnEnd.Fail(
                    Reason.NAME_TAKEN,
                    "Another home of this OneDrive keeps a file of that name there. Send to a folder of this home's own, or remove"
                            + " that file and retry."));
        }
    }

    /** What this upload sent, if it arrived; nothing is made for looking. */
    Optional<DriveItem> ours() {
        Checkpoint checkpoint = hold.upload().checkpoint();
        if (checkpoint == null || !checkpoint.ending()) {
            return Optional.empty();
        }
        return folder.known().flatMap(this::find).filter(this::isOurs);
    }

    /** Whether it can be what was sent at all: a file of that name. Names that differ in case alone are one name to OneDrive. */
    boolean isNamedSo(DriveItem item) {
        return !item.isFolder() && order().fileName().equalsIgnoreCase(item.name());
    }

    /** Whether it is still what is recorded, or bears the time that no other commit's file has. */
    boolean isStill(DeliveredItem recorded, DriveItem item) {
        boolean sameVersion = item.eTag() != null && item.eTag().equals(recorded.eTag());
        boolean sameContent = item.sizeBytes() == recorded.sizeBytes()
                && Objects.equals(item.quickXorHash(), recorded.quickXorHash());
        return isNamedSo(item) && (sameVersion || sameContent || bearsOurTime(item));
    }

    private Optional<DriveItem> find(String folderId) {
        return drive.find(folderId, order().fileName());
    }

    /** Only with evidence: the request that completes the file may have been sent, and what lies there is what it would have made. */
    private boolean isOurs(DriveItem item) {
        Checkpoint checkpoint = hold.upload().checkpoint();
        boolean maySentAll = checkpoint != null && checkpoint.ending();
        boolean anothers = order().conflict() != Conflict.REPLACE && way.isAnothers(item.id());
        if (!maySentAll || anothers || item.isFolder()) {
            return false;
        }
        return bearsOurTime(item) || isWhatWasSent(item, checkpoint);
    }

    /** Each session gives the file a time that no other commit of the drive has: it tells even a damaged file, so that it is mended. */
    private boolean bearsOurTime(DriveItem item) {
        return hold.upload().times().fileTime().equals(item.lastModified());
    }

    private boolean isWhatWasSent(DriveItem item, Checkpoint checkpoint) {
        return item.sizeBytes() == order().sizeBytes()
                && (item.hash().isPresent() ? hasSameHash(item) : isAnotherVersion(item, checkpoint));
    }

    /** Without a hash the version tells: what was to be replaced has another one than what replaced it. In doubt it is sent again. */
    private boolean isAnotherVersion(DriveItem item, Checkpoint checkpoint) {
        if (checkpoint.replaces() == null) {
            return order().conflict() != Conflict.REPLACE || item.eTag() != null;
        }
        return item.eTag() != null && !item.eTag().equals(checkpoint.replaces());
    }

    private boolean hasSameHash(DriveItem item) {
        if (item.isFolder() || item.sizeBytes() != order().sizeBytes()) {
            return false;
        }
        // nothing is like nothing
        return item.sizeBytes() == 0
                || item.hash()
                        .filter(hash -> hash.equals(content.wholeHash(hold)))
                        .isPresent();
    }

    private Order order() {
        return hold.upload().order();
    }
}
