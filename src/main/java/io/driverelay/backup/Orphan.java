package io.driverelay.backup;

import io.driverelay.connection.Connection;
import io.driverelay.drive.ByteRange;
import io.driverelay.drive.DownloadUrl;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveItem;
import io.driverelay.drive.NewFile;
import io.driverelay.telemetry.Event;
import io.driverelay.upload.BackupDescription.Valid;
import io.driverelay.upload.BackupDescriptions;
import io.driverelay.upload.BackupMetadata;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A content that nothing describes, and what becomes of it. */
final class Orphan {
    /** A backup of a hundred add-ons takes about as many. */
    private static final int MOST_READS = 300;

    private final DriveItem tar;
    private final Place place;
    private final BackupDescriptions descriptions;
    private final MovingUploads moving;
    private int reads;

    Orphan(DriveItem tar, Place place, BackupDescriptions descriptions, MovingUploads moving) {
        this.tar = tar;
        this.place = place;
        this.descriptions = descriptions;
        this.moving = moving;
    }

    /**
     * Where it lies.
     *
     * @param ids of what is described there, whole or not; it grows
     * @param tried ids of which a description was, or may have been, put there in this look
     */
    record Place(Connection connection, Drive drive, Set<String> ids, Set<String> tried) {
        static Place of(Connection connection, Drive drive, Shelf shelf) {
            Set<String> ids = Stream.concat(shelf.backups().stream(), shelf.remains().stream())
                    .map(ShelvedBackup::id)
                    .collect(Collectors.toCollection(HashSet::new));
            return new Place(connection, drive, ids, new HashSet<>());
        }
    }

    enum Ending {
        DESCRIBED(Event.BACKUP_DESCRIBED),
        NO_BACKUP(Event.BACKUP_UNDESCRIBABLE),
        /** Another there bears its id: two would hide each other from Home Assistant. */
        SECOND_OF_ITS_ID(Event.BACKUP_UNDESCRIBABLE),
        TOO_MANY_ENTRIES(Event.BACKUP_UNDESCRIBABLE),
        /** OneDrive takes no description of that name. */
        NAME_REFUSED(Event.BACKUP_UNDESCRIBABLE),
        /** It was changed or sent to meanwhile, or another of its id may have been described just now: the next time tells. */
        CHANGED(Event.BACKUP_NOT_DESCRIBED),
        FAILED(Event.BACKUP_NOT_DESCRIBED);

        private final Event event;

        Ending(Event event) {
            this.event = event;
        }

        Event event() {
            return event;
        }

        /** Whether it stays so until the content is another. */
        boolean isNever() {
            return switch (this) {
                case NO_BACKUP, SECOND_OF_ITS_ID, TOO_MANY_ENTRIES, NAME_REFUSED -> true;
                case DESCRIBED, CHANGED, FAILED -> false;
            };
        }
    }

    /** @throws DriveFault whatever the drive does, other than to refuse the description's name */
    Ending describe(Instant now) {
        try {
            DownloadUrl url = place.drive().downloadUrl(tar.id());
            if (descriptions.ofTar(tar.sizeBytes(), range -> open(url, range)) instanceof Valid valid) {
                return describe(valid.metadata(), now);
            }
            return Ending.NO_BACKUP;
        } catch (IOException e) {
            return reads > MOST_READS ? Ending.TOO_MANY_ENTRIES : Ending.FAILED;
        } catch (DriveFault fault) {
            if (fault.kind() == DriveFault.Kind.NAME_REFUSED && fault.mayBeOfOneItem()) {
                return Ending.NAME_REFUSED;
            }
            throw fault;
        }
    }

    private Ending describe(BackupMetadata metadata, Instant now) {
        if (place.ids().contains(metadata.backupId())) {
            return Ending.SECOND_OF_ITS_ID;
        }
        // a put that failed may have been done, or its name taken by another instance that describes the same
        return place.tried().add(metadata.backupId()) ? put(metadata, now) : Ending.CHANGED;
    }

    private InputStream open(DownloadUrl url, ByteRange range) throws IOException {
        reads++;
        if (reads > MOST_READS) {
            throw new IOException("a tar of too many entries");
        }
        return new ByteArrayInputStream(place.drive().read(url, range));
    }

    private Ending put(BackupMetadata metadata, Instant now) {
        String folderId = place.connection().folder().id();
        boolean same = place.drive()
                .item(tar.id())
                .filter(there ->
                        Objects.equals(there.eTag(), tar.eTag()) && there.name().equals(tar.name()))
                .isPresent();
        if (!same || moving.isMoving(place.connection(), folderId, tar.name())) {
            return Ending.CHANGED;
        }
        byte[] json = metadata.json().getBytes(StandardCharsets.UTF_8);
        place.drive().put(new NewFile(folderId, BackupMetadata.fileBeside(tar.name()), json.length, false, now), json);
        place.ids().add(metadata.backupId());
        return Ending.DESCRIBED;
    }
}
