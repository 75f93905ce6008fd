package io.driverelay.relay;

import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveItem;
import io.driverelay.upload.Checkpoint;
import io.driverelay.upload.DeliveredItem;
import java.util.Optional;

/** The drive holds the whole file: which item it is, in the record first and then in the lane. */
final class Arrival {
    private final Sending.Line line;
    private final Content content;
    private final Hold hold;
    private final Treatment treatment;

    Arrival(Sending.Line line, Content content, Hold hold, Treatment treatment) {
        this.line = line;
        this.content = content;
        this.hold = hold;
        this.treatment = treatment;
    }

    /** The item that an answer named. One that names something else than what was sent, or nothing, leaves it to be found by its name. */
    void complete(DriveItem itemOrNull) {
        if (itemOrNull != null && line.namesake().isNamedSo(itemOrNull)) {
            record(DeliveredItem.sent(itemOrNull));
        } else if (!isFound()) {
            throw new DriveFault(DriveFault.Kind.UNSEEN, "OneDrive has all bytes, but does not show the file");
        }
    }

    /** Whether the file is there though its last answer was lost; the record says so then. */
    boolean isFound() {
        Optional<DriveItem> item = line.namesake().ours();
        item.map(DeliveredItem::sent).ifPresent(this::record);
        return item.isPresent();
    }

    void record(DeliveredItem item) {
        treatment.progress();
        Checkpoint hashed = Sending.checkpointOf(hold.upload()).hashed(content.hashedBytes(), content.hashState());
        hold.write(upload -> upload.with(hashed).with(item).with(upload.tries().fruitful()));
        line.way().arrived(item);
    }
}
