package io.driverelay.upload;

import io.driverelay.drive.DriveItem;

/**
 * The drive item that an upload became.
 *
 * @param verifiedBy {@code quickXorHash} or {@code size}; null until it was verified
 */
public record DeliveredItem(
        String id, String eTag, String name, long sizeBytes, String quickXorHash, String webUrl, String verifiedBy) {
    public static DeliveredItem of(DriveItem item) {
        return new DeliveredItem(
                item.id(), item.eTag(), item.name(), item.sizeBytes(), item.quickXorHash(), item.webUrl(), null);
    }

    public DeliveredItem verifiedBy(String what) {
        return new DeliveredItem(id, eTag, name, sizeBytes, quickXorHash, webUrl, what);
    }
}
