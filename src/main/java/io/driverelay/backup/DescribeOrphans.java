package io.driverelay.backup;

import io.driverelay.backup.BackupCatalogue.Undescribable;
import io.driverelay.connection.Connection;
import io.driverelay.connection.ReadyDrives;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveItem;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.upload.BackupDescriptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Contents that nothing describes get the description that Home Assistant would have written, whichever home made them: without it nobody sees
 * the backup. One that is no backup, or whose backup is there already, stays as it is and is not read again.
 */
public final class DescribeOrphans {
    private static final System.Logger LOG = System.getLogger(DescribeOrphans.class.getName());

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
     * @return how many are described or known to be none now
     * @throws DriveFault when the drive cannot be called now
     */
    int describe(Connection connection, Shelf shelf) {
        if (!shelf.isAllRead() || shelf.orphans().stream().noneMatch(this::isOld)) {
            return 0;
        }
        BackupCatalogue catalogue = catalogues.find(connection.id()).orElse(BackupCatalogue.EMPTY);
        List<DriveItem> due = shelf.orphans().stream()
                .filter(this::isOld)
                .filter(tar -> !catalogue.undescribable().contains(Undescribable.of(tar)))
                .sorted(Comparator.comparing(DriveItem::created))
                .limit(MOST_READ)
                .toList();
        List<Undescribable> none = new ArrayList<>();
        try {
            return due.isEmpty()
                    ? 0
                    : drives.call(connection, drive -> {
                        return describe(due, Orphan.Place.of(connection, drive, shelf), none);
                    });
        } finally {
            keep(connection, shelf, none);
        }
    }

    private int describe(List<DriveItem> due, Orphan.Place place, List<Undescribable> none) {
        Instant until = clock.instant().plus(LONGEST);
        int done = 0;
        for (DriveItem tar : due) {
            if (clock.instant().isBefore(until)) {
                Orphan.Ending ending = new Orphan(tar, place, descriptions, moving).describe(clock.instant());
                LOG.log(
                        System.Logger.Level.INFO,
                        "event={0} connection={1} item={2}",
                        ending.event(),
                        place.connection().id(),
                        tar.id());
                if (ending == Orphan.Ending.NO_BACKUP) {
                    none.add(Undescribable.of(tar));
                }
                done += ending == Orphan.Ending.LATER ? 0 : 1;
            }
        }
        return done;
    }

    /** What is gone from the folder is forgotten. A note that is lost costs another reading. */
    private void keep(Connection connection, Shelf shelf, List<Undescribable> none) {
        if (none.isEmpty()) {
            return;
        }
        try {
            BackupCatalogue now = catalogues.find(connection.id()).orElse(BackupCatalogue.EMPTY);
            List<Undescribable> kept = new ArrayList<>(now.undescribable());
            kept.addAll(none);
            List<Undescribable> there =
                    shelf.orphans().stream().map(Undescribable::of).toList();
            kept.retainAll(there);
            catalogues.store(connection.id(), now.withUndescribable(kept));
        } catch (StorageUnavailable e) {
            LOG.log(System.Logger.Level.WARNING, "event=catalogue-not-kept connection={0}", connection.id());
        }
    }

    private boolean isOld(DriveItem tar) {
        return tar.created() != null && !tar.created().plus(OLD).isAfter(clock.instant());
    }
}
