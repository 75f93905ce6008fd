package io.driverelay.upload;

import io.driverelay.drive.DriveId;
import io.driverelay.drive.ItemName;
import io.driverelay.store.Ids;

/**
 * The uploads of one name in one folder of one drive: which one may move, and which commit the drive holds. It has no lease of its own: as
 * long as the holder's claim is live, nobody else takes it.
 *
 * @param holder the upload that moved last
 * @param arrived the newest commit that arrived; null before the first
 */
public record Lane(Holder holder, Arrival arrived) {
    /** @param turn the turn that took it, so that two turns never both believe they did */
    public record Holder(String connectionId, String uploadId, String turn) {}

    /**
     * @param number the commit's, as {@link CommitNumbers} gave it
     * @param connectionId whose file it is; null where the upload found it there, merely equal, and nobody is known to have sent it
     */
    public record Arrival(long number, String connectionId, String uploadId, String itemId) {
        /** To find a file equal makes it nobody else's than it was. */
        private Arrival after(Arrival before) {
            boolean same = before != null && before.itemId().equals(itemId);
            return connectionId == null && same ? new Arrival(number, before.connectionId(), uploadId, itemId) : this;
        }
    }

    /** The lane's name in storage. Names that differ in case alone are one name to OneDrive. */
    public static String name(String driveId, String folderId, String fileName) {
        return Ids.derivedFrom(DriveId.canonical(driveId), folderId, ItemName.foldedCase(fileName));
    }

    public Lane heldBy(Holder next) {
        return new Lane(next, arrived);
    }

    /** What arrives after a newer one changes nothing, unless that is gone from the drive. */
    public Lane with(Arrival next, boolean newerIsGone) {
        boolean stays = arrived != null && arrived.number() > next.number() && !newerIsGone;
        return new Lane(holder, stays ? arrived : next.after(arrived));
    }
}
