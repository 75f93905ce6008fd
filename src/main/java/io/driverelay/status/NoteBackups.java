package io.driverelay.status;

import io.driverelay.upload.BackupMetadata;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadListener;
import java.time.Instant;
import java.util.Optional;

/** Notes the newest backup that was delivered, for the status. */
public final class NoteBackups implements UploadListener {
    private final DriveStatuses statuses;

    public NoteBackups(DriveStatuses statuses) {
        this.statuses = statuses;
    }

    @Override
    public void delivered(Upload upload) {
        BackupMetadata metadata = upload.order().metadata();
        if (metadata == null) {
            return;
        }
        String connectionId = upload.order().connectionId();
        Instant deliveredAt = upload.times().endedAt();
        Optional<LastBackup> before = statuses.findLastBackup(connectionId);
        if (before.isEmpty() || before.get().deliveredAt().isBefore(deliveredAt)) {
            statuses.storeLastBackup(connectionId, new LastBackup(metadata.backupId(), metadata.name(), deliveredAt));
        }
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
