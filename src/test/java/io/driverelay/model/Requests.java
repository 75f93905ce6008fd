package io.driverelay.model;

import io.driverelay.homeassistant.Descriptions;
import io.driverelay.intake.UploadRequest;
import io.driverelay.upload.BackupMetadata;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Transfer;

/** What homes ask for. */
final class Requests {
    private Requests() {}

    static UploadRequest backup(String name, long size) {
        return backup(name, size, Conflict.FAIL);
    }

    static UploadRequest backup(String name, long size, Conflict conflict) {
        var metadata =
                new BackupMetadata(Descriptions.json(Long.toString(size), name, size), Long.toString(size), name);
        return new UploadRequest(Kind.BACKUP, new Destination("", name), size, null, null, conflict, metadata);
    }

    /** One that says nothing of itself. */
    static UploadRequest bare(long size) {
        return new UploadRequest(Kind.BACKUP, null, size, null, null, null, null);
    }

    static UploadRequest file(String path, long size, Conflict conflict) {
        return new UploadRequest(Kind.FILE, Destination.ofPath(path), size, null, null, conflict, null);
    }

    static UploadRequest inBlocks(String path, long size) {
        return new UploadRequest(Kind.FILE, Destination.ofPath(path), size, null, Transfer.BLOCKS, null, null);
    }
}
