package io.driverelay.intake;

import io.driverelay.connection.Connection;
import io.driverelay.connection.Connections;
import io.driverelay.drive.ItemName;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.Versioned;
import io.driverelay.upload.BackupDescription;
import io.driverelay.upload.BackupDescriptions;
import io.driverelay.upload.BackupMetadata;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Order;
import io.driverelay.upload.Staging;
import io.driverelay.upload.Upload;
import java.io.IOException;
import java.util.stream.Collectors;

/** What a backup is called and how it is described where its home says neither: as Home Assistant would. */
public final class DescribeBackup {
    private static final int SHOWN = 5;

    private final BackupDescriptions descriptions;
    private final Staging staging;
    private final Connections connections;

    public DescribeBackup(BackupDescriptions descriptions, Staging staging, Connections connections) {
        this.descriptions = descriptions;
        this.staging = staging;
        this.connections = connections;
    }

    /** A name that fits into the home's folder, with its description's beside it. */
    String name(BackupMetadata metadata, Connection.Folder folder) {
        return descriptions.fileName(metadata, Destination.longestName(folder.path(), folder.name()));
    }

    /** The order with what was not said; refuses content that is no backup. Reads nothing where all was said. */
    Order complete(Upload upload, String snapshot) {
        Order order = upload.order();
        if (order.kind() != Kind.BACKUP || order.metadata() != null) {
            return order;
        }
        BackupMetadata found = found(upload, snapshot);
        return order.described(order.fileName() != null ? order.fileName() : name(found, order.connectionId()), found);
    }

    private String name(BackupMetadata metadata, String connectionId) {
        return connections
                .find(connectionId)
                .map(Versioned::value)
                .map(connection -> name(metadata, connection.folder()))
                // it was removed meanwhile: this upload ends soon
                .orElseGet(() -> descriptions.fileName(metadata, ItemName.LONGEST));
    }

    private BackupMetadata found(Upload upload, String snapshot) {
        String blob = upload.staged().blob();
        try {
            BackupDescription found = descriptions.ofTar(
                    upload.order().sizeBytes(), range -> staging.read(blob, snapshot, range, abort -> {}));
            if (found instanceof BackupDescription.Invalid invalid) {
                throw noBackup(invalid);
            }
            return ((BackupDescription.Valid) found).metadata();
        } catch (IOException e) {
            throw new StorageUnavailable("staged content " + blob + " could not be read", e);
        }
    }

    private static Refused noBackup(BackupDescription.Invalid found) {
        String why = found.problems().stream()
                .limit(SHOWN)
                .map(problem -> problem.pointer().isEmpty()
                        ? problem.detail()
                        : "makes a description whose " + problem.pointer() + " " + problem.detail())
                .collect(Collectors.joining("; it "));
        return new Refused(
                RefusalCode.NOT_A_BACKUP,
                "What was staged is no backup of Home Assistant: it " + why
                        + ". Cancel this upload, then send a backup's .tar as Home Assistant made it, or say \"metadata\" in the"
                        + " opening, or send this one as a file.");
    }
}
