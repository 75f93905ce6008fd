package io.driverelay.relay;

import io.driverelay.drive.Drive;
import io.driverelay.drive.ItemName;
import io.driverelay.upload.Reason;

/**
 * Under {@code rename} a name that is free, {@code photo 1.jpg} for {@code photo.jpg}. The relay chooses it and writes it into the record before
 * anything is sent under it: were it the drive's choice, nobody could tell after a lost answer which file is this upload's, and it would be
 * sent once more.
 */
final class OtherName {
    private static final int MOST = 1 << 14;

    private final Drive drive;
    private final DestinationFolder folder;
    private final Hold hold;

    OtherName(Drive drive, DestinationFolder folder, Hold hold) {
        this.drive = drive;
        this.folder = folder;
        this.hold = hold;
    }

    /** Nothing was sent under it yet: what lies there later is this upload's only with new evidence. */
    void choose() {
        String free = numbered(hold.upload().order().askedName(), free());
        hold.write(upload -> upload.with(upload.order().renamed(free))
                .with(Sending.checkpointOf(upload).endRefused()));
    }

    /** By doubling, then by halving: a thousandth photo costs some twenty calls, not a thousand. Gaps may stay. */
    private int free() {
        int taken = 0;
        int free = 1;
        while (isTaken(free)) {
            taken = free;
            free *= 2;
            if (free > MOST) {
                throw new TurnOver(
                        new TurnEnd.Fail(
                                Reason.NAME_TAKEN,
                                "Files of that name lie there by the thousand. Send with another name, or into another folder."));
            }
        }
        while (free - taken > 1) {
            int middle = (taken + free) / 2;
            if (isTaken(middle)) {
                taken = middle;
            } else {
                free = middle;
            }
        }
        return free;
    }

    private boolean isTaken(int number) {
        hold.renew();
        return drive.find(folder.id(), numbered(hold.upload().order().askedName(), number))
                .isPresent();
    }

    /** As OneDrive does it: before what follows the last period. A name that becomes too long is cut. */
    static String numbered(String name, int number) {
        int period = name.lastIndexOf('.');
        String base = period > 0 ? name.substring(0, period) : name;
        String end = " " + number + (period > 0 ? name.substring(period) : "");
        return ItemName.cut(base, ItemName.LONGEST - end.length()) + end;
    }
}
