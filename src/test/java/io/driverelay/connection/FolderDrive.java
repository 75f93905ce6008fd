package io.driverelay.connection;

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
import io.driverelay.drive.Quota;
import io.driverelay.drive.UploadSession;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A personal drive that has an app folder and folders in it, as far as a sign-in needs one. */
class FolderDrive implements Drive {
    private final String id;
    private final Map<String, DriveItem> folders = new ConcurrentHashMap<>();

    FolderDrive(String id) {
        this.id = id;
    }

    @Override
    public DriveAccount account() {
        return new DriveAccount(id, "personal", "Owner of " + id, "https://onedrive.example/" + id, Quota.UNKNOWN);
    }

    @Override
    public DriveItem appFolder() {
        return folder("app", "Drive Relay");
    }

    @Override
    public Optional<DriveItem> item(String itemId) {
        return folders.values().stream()
                .filter(item -> item.id().equals(itemId))
                .findFirst();
    }

    @Override
    public Optional<DriveItem> find(String folderId, String path) {
        return Optional.ofNullable(folders.get(path));
    }

    @Override
    public DriveItem createFolder(String parentId, String name) {
        return folders.computeIfAbsent(name, made -> folder("folder-" + made, made));
    }

    private DriveItem folder(String item, String name) {
        return new DriveItem(id + "!" + item, "e1", name, 0, null, null, null, null, null, null, true);
    }

    @Override
    public DriveItem put(NewFile file, byte[] content) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UploadSession openSession(NewFile file) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FragmentAnswer.Accepted ask(UploadSession session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FragmentAnswer send(
            UploadSession session,
            ByteRange range,
            long totalBytes,
            InputStream bytes,
            Duration deadline,
            Cutoff cutoff) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void end(UploadSession session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(String itemId, String eTag) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Deletion deletePermanently(String itemId, String eTag) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FolderPage children(String folderId, String next) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DownloadUrl downloadUrl(String itemId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] read(DownloadUrl url, ByteRange range) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DriveItem describe(String itemId, String description, String eTag) {
        DriveItem marked =
                item(itemId).map(item -> described(item, description)).orElseThrow();
        folders.put(marked.name(), marked);
        return marked;
    }

    private static DriveItem described(DriveItem item, String description) {
        return new DriveItem(
                item.id(), item.eTag(), item.name(), 0, null, null, null, null, null, description, item.isFolder());
    }

    @Override
    public DriveItem rename(String itemId, String name, String eTag) {
        throw new UnsupportedOperationException();
    }
}
