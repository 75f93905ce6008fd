package io.driverelay.status;

import io.driverelay.upload.BackupMetadata;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadListener;

/** Notes the newest backup that was delivered, for the status. */
public final class NoteBackups implements UploadListener {
    private final DriveStatuses statuses;

    public NoteBackups(DriveStatuses statuses) {
        this.statuses = statuses;
    }

    @Override
    public void delivered(Upload upload) {
        BackupMetadata metadata = upload.order().metadata();
        // one that lay there already, merely equal, is as old as it is
        boolean found = upload.item() != null && upload.item().found();
        if (metadata == null || found) {
            return;
        }
        statuses.keepLastBackup(
                upload.order().connectionId(),
                new LastBackup(
                        metadata.backupId(), metadata.name(), upload.times().endedAt()));
    }

    @Override
    public void failed(Upload upload) {
        // the counts of the status come from the records
    }

    @Override
    public void waiting(Upload upload) {
        // the counts of the status come from the records
    }
}
