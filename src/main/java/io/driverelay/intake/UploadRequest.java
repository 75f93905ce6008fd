package io.driverelay.intake;

import io.driverelay.connection.Connection;
import io.driverelay.drive.ItemName;
import io.driverelay.refusal.Faults;
import io.driverelay.store.Ids;
import io.driverelay.upload.BackupMetadata;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Transfer;
import java.util.Locale;

/**
 * What a home asks to send, checked.
 *
 * @param destination null for a backup that is to be named as Home Assistant names it
 * @param sizeBytes up to 250 GiB, which is OneDrive's own limit
 * @param sha256 hex; null when none is declared
 * @param transfer null for what suits the size
 * @param conflict null for what suits the kind
 * @param metadata of a backup, null for a file, and for a backup that is to be described by what is found in it
 */
public record UploadRequest(
        Kind kind,
        Destination destination,
        long sizeBytes,
        String sha256,
        Transfer transfer,
        Conflict conflict,
        BackupMetadata metadata) {
    static final long LARGEST_BYTES = 250L << 30;
    private static final long LARGEST_SINGLE_BYTES = 5_000L << 20;
    private static final long SINGLE_BY_DEFAULT_BYTES = 256L << 20;

    public UploadRequest {
        var faults = new Faults();
        faults.require(destination != null || kind != Kind.FILE, "/fileName", "is missing");
        faults.require(kind != null, "/kind", "is missing: \"backup\" or \"file\"");
        faults.require(
                sizeBytes >= 0 && sizeBytes <= LARGEST_BYTES,
                "/sizeBytes",
                "must be from 0 to " + LARGEST_BYTES + " (250 GiB, OneDrive's limit for one file)");
        faults.require(sha256 == null || sha256.matches("[0-9a-fA-F]{64}"), "/sha256", "must be 64 hexadecimal digits");
        faults.require(
                transfer != Transfer.SINGLE || sizeBytes <= LARGEST_SINGLE_BYTES,
                "/transfer",
                "\"single\" carries at most " + LARGEST_SINGLE_BYTES + " bytes; use \"blocks\"");
        faults.require(
                kind != Kind.BACKUP || conflict != Conflict.RENAME,
                "/conflict",
                "must be \"fail\" or \"replace\": Home Assistant finds a backup by its name");
        if (kind == Kind.BACKUP) {
            requireBackup(destination, faults);
        }
        faults.require(kind != Kind.FILE || metadata == null, "/metadata", "belongs to a backup; this is a file");
        faults.end();
        sha256 = sha256 == null ? null : sha256.toLowerCase(Locale.ROOT);
        conflict = conflict != null ? conflict : kind == Kind.BACKUP ? Conflict.FAIL : Conflict.REPLACE;
        transfer =
                transfer != null ? transfer : sizeBytes <= SINGLE_BY_DEFAULT_BYTES ? Transfer.SINGLE : Transfer.BLOCKS;
    }

    /** The same request always has the same hash, another one another. */
    String hash() {
        return Ids.derivedFrom(
                kind.name(),
                destination == null ? "" : destination.folder(),
                destination == null ? "" : destination.fileName(),
                Long.toString(sizeBytes),
                String.valueOf(sha256),
                transfer.name(),
                conflict.name(),
                metadata == null ? "" : metadata.json());
    }

    /** The path on the drive is longer than what was asked for: it begins at the app's folder, and a backup lies in its home's. */
    void requireShortPath(Connection.Folder folder) {
        if (destination == null) {
            return;
        }
        if (kind == Kind.FILE) {
            destination.requireShortBelow(folder.path(), "");
        } else {
            destination.requireShortBelow(folder.path(), folder.name());
            new Destination("", BackupMetadata.fileBeside(destination.fileName()))
                    .requireShortBelow(folder.path(), folder.name());
        }
    }

    private static void requireBackup(Destination destination, Faults faults) {
        if (destination == null) {
            return;
        }
        faults.require(
                destination.folder().isEmpty(),
                "/destinationFolder",
                "must be left out: a backup goes to the connection's own folder");
        String name = destination.fileName();
        faults.require(
                name.endsWith(BackupMetadata.CONTENT_END) && !name.equals(BackupMetadata.CONTENT_END),
                "/fileName",
                "of a backup must be a name before \".tar\", such as \"Nightly.tar\"");
        faults.require(
                ItemName.problemWith(BackupMetadata.fileBeside(name)).isEmpty(),
                "/fileName",
                "is too long for the metadata file beside it");
    }
}
