package io.driverelay.backup;

import io.driverelay.connection.Connection;
import io.driverelay.connection.ReadyDrives;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveItem;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLine;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upload.BackupDescriptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Contents that nothing describes get the description that Home Assistant would have written, whichever home made them: without it nobody sees
 * the backup. One that is no backup, or whose backup is there already, stays as it is and is not read again; one with which something goes
 * wrong comes last the next time, so that it keeps no other from its description.
 */
public final class DescribeOrphans {
    private static final EventLog EVENTS = new EventLog();

    /** Whoever puts a content there has described it by then, or never will. */
    private static final Duration OLD = Duration.ofHours(24);

    /** Of one home in one pass: a tar of many entries takes many small reads. */
    private static final int MOST_READ = 5;

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final ReadyDrives drives;
    private final BackupCatalogues catalogues;
    private final BackupDescriptions descriptions;
    private final MovingUploads moving;
    private final Clock clock;

    public DescribeOrphans(
            ReadyDrives drives,
            BackupCatalogues catalogues,
            BackupDescriptions descriptions,
            MovingUploads moving,
            Clock clock) {
        this.drives = drives;
        this.catalogues = catalogues;
        this.descriptions = descriptions;
        this.moving = moving;
        this.clock = clock;
    }

    /**
     * The oldest first, a few at a time.
     *
     * @return whether others wait that were not looked at yet, or what was described is still to be counted
     * @throws DriveFault when the drive cannot be called now
     */
    boolean describe(Connection connection, Shelf shelf) {
        List<DriveItem> old = shelf.orphans().stream().filter(this::isOld).toList();
        if (old.isEmpty() || !shelf.isAllRead()) {
            return false;
        }
        var looked = new LookedAt(known(connection.id()));
        List<DriveItem> due = old.stream()
                .filter(tar -> !looked.isUndescribable(tar))
                .sorted(Comparator.comparingInt(looked::turn).thenComparing(DriveItem::created))
                .toList();
        if (due.isEmpty()) {
            return false;
        }
        try {
            return drives.call(connection, drive -> describe(due, Orphan.Place.of(connection, drive, shelf), looked));
        } finally {
            keep(connection, shelf, looked);
        }
    }

    private boolean describe(List<DriveItem> due, Orphan.Place place, LookedAt looked) {
        Instant until = clock.instant().plus(LONGEST);
        boolean described = false;
        List<DriveItem> rest = due;
        for (int n = 0; n < MOST_READ && !rest.isEmpty() && clock.instant().isBefore(until); n++) {
            DriveItem tar = rest.get(0);
            rest = rest.subList(1, rest.size());
            Orphan.Ending ending = describe(tar, place);
            looked.note(tar, ending);
            described |= ending == Orphan.Ending.DESCRIBED;
        }
        return described || rest.stream().anyMatch(tar -> !looked.hasFailed(tar));
    }

    /** Whatever happens to one is its own, unless the drive itself is not to be called now. */
    private Orphan.Ending describe(DriveItem tar, Orphan.Place place) {
        try {
            Orphan.Ending ending = new Orphan(tar, place, descriptions, moving).describe(clock.instant());
            EVENTS.write(line(tar, place, ending));
            return ending;
        } catch (DriveFault fault) {
            EVENTS.write(line(tar, place, Orphan.Ending.FAILED).with(Text.FAULT, fault.kind()));
            if (!fault.mayBeOfOneItem()) {
                throw fault;
            }
        } catch (RuntimeException e) {
            EVENTS.write(line(tar, place, Orphan.Ending.FAILED).because(e));
        }
        return Orphan.Ending.FAILED;
    }

    private static EventLine line(DriveItem tar, Orphan.Place place, Orphan.Ending ending) {
        return ending.event()
                .of(place.connection().id())
                .with(Text.ITEM_ID, tar.id())
                .with(Text.OUTCOME, ending);
    }

    /** A note that is lost costs another reading. */
    private void keep(Connection connection, Shelf shelf, LookedAt looked) {
        try {
            BackupCatalogue before = known(connection.id());
            BackupCatalogue now = looked.in(before, shelf.orphans());
            if (!now.equals(before)) {
                catalogues.store(connection.id(), now);
            }
        } catch (StorageUnavailable e) {
            EVENTS.write(Event.CATALOGUE_NOT_KEPT.of(connection.id()));
        }
    }

    private BackupCatalogue known(String connectionId) {
        return catalogues.find(connectionId).orElse(BackupCatalogue.EMPTY);
    }

    private boolean isOld(DriveItem tar) {
        return tar.created() != null && !tar.created().plus(OLD).isAfter(clock.instant());
    }
}
