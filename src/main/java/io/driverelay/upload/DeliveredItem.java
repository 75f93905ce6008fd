package io.driverelay.upload;

import io.driverelay.drive.DriveItem;

/**
 * The drive item that an upload became.
 *
 * @param verifiedBy {@code quickXorHash} or {@code size}; null until it was verified
 * @param found whether it lay there already, merely equal, and was not sent by this upload: nothing beside it is touched then
 */
public record DeliveredItem(
        String id,
        String eTag,
        String name,
        long sizeBytes,
        String quickXorHash,
        String webUrl,
        String verifiedBy,
        boolean found) {
    /** What this upload has sent. */
    public static DeliveredItem sent(DriveItem item) {
        return of(item, false);
    }

    /** What lay there and is equal. */
    public static DeliveredItem found(DriveItem item) {
        return of(item, true);
    }

    /** As the drive shows it now. */
    public DeliveredItem reread(DriveItem now) {
        return of(now, found);
    }

    public DeliveredItem verifiedBy(String what) {
        return new DeliveredItem(id, eTag, name, sizeBytes, quickXorHash, webUrl, what, found);
    }

    private static DeliveredItem of(DriveItem item, boolean found) {
        return new DeliveredItem(
                item.id(), item.eTag(), item.name(), item.sizeBytes(), item.quickXorHash(), item.webUrl(), null, found);
    }
}
