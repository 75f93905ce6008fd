package io.driverelay.relay;

import io.driverelay.drive.ByteRange;
import io.driverelay.drive.Cutoff;
import io.driverelay.drive.Deletion;
import io.driverelay.drive.DownloadUrl;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveAccount;
import io.driverelay.drive.DriveItem;
import io.driverelay.drive.FolderPage;
import io.driverelay.drive.FragmentAnswer;
import io.driverelay.drive.NewFile;
import io.driverelay.drive.UploadSession;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** A turn's drive: before each call the claim is made long enough to outlast it. */
record KeptDrive(Drive drive, Hold hold) implements Drive {
    @Override
    public DriveAccount account() {
        return kept().account();
    }

    @Override
    public DriveItem appFolder() {
        return kept().appFolder();
    }

    @Override
    public Optional<DriveItem> item(String itemId) {
        return kept().item(itemId);
    }

    @Override
    public Optional<DriveItem> find(String folderId, String path) {
        return kept().find(folderId, path);
    }

    @Override
    public DriveItem createFolder(String parentId, String name) {
        return kept().createFolder(parentId, name);
    }

    @Override
    public DriveItem put(NewFile file, byte[] content) {
        return kept().put(file, content);
    }

    @Override
    public UploadSession openSession(NewFile file) {
        return kept().openSession(file);
    }

    @Override
    public FragmentAnswer.Accepted ask(UploadSession session) {
        return kept().ask(session);
    }

    /** The claim was made long enough when the fragment's bytes were opened. */
    @Override
    public FragmentAnswer send(
            UploadSession session,
            ByteRange range,
            long totalBytes,
            InputStream bytes,
            Duration deadline,
            Cutoff cutoff) {
        return drive.send(session, range, totalBytes, bytes, deadline, cutoff);
    }

    @Override
    public void end(UploadSession session) {
        kept().end(session);
    }

    @Override
    public void delete(String itemId, String eTag) {
        kept().delete(itemId, eTag);
    }

    @Override
    public Deletion deletePermanently(String itemId, String eTag) {
        return kept().deletePermanently(itemId, eTag);
    }

    @Override
    public FolderPage children(String folderId, String next) {
        return kept().children(folderId, next);
    }

    @Override
    public DownloadUrl downloadUrl(String itemId) {
        return kept().downloadUrl(itemId);
    }

    @Override
    public byte[] read(DownloadUrl url, ByteRange range) {
        return kept().read(url, range);
    }

    @Override
    public DriveItem describe(String itemId, String description, String eTag) {
        return kept().describe(itemId, description, eTag);
    }

    @Override
    public DriveItem rename(String itemId, String name, String eTag) {
        return kept().rename(itemId, name, eTag);
    }

    private Drive kept() {
        hold.renew();
        return drive;
    }
}
