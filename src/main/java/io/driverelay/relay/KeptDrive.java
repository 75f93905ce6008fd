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
import io.driverelay.relay.Calls.Kind;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A turn's drive: before each call the claim is made long enough to outlast it. */
record KeptDrive(Drive drive, Hold hold) implements Drive {
    private static final EventLog EVENTS = new EventLog();

    @Override
    public DriveAccount account() {
        return kept(Kind.OTHER).account();
    }

    @Override
    public DriveItem appFolder() {
        return kept(Kind.FOLDER).appFolder();
    }

    @Override
    public Optional<DriveItem> item(String itemId) {
        return kept(Kind.LOOK_UP).item(itemId);
    }

    @Override
    public Optional<DriveItem> find(String folderId, String path) {
        return kept(Kind.LOOK_UP).find(folderId, path);
    }

    @Override
    public DriveItem createFolder(String parentId, String name) {
        return kept(Kind.FOLDER).createFolder(parentId, name);
    }

    @Override
    public DriveItem put(NewFile file, byte[] content) {
        return kept(Kind.PUT_FILE).put(file, content);
    }

    @Override
    public UploadSession openSession(NewFile file) {
        return kept(Kind.OPEN_SESSION).openSession(file);
    }

    @Override
    public FragmentAnswer.Accepted ask(UploadSession session) {
        return kept(Kind.ASK_SESSION).ask(session);
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
        Instant began = hold.now();
        if (hold.journey().firstByteAt() == null) {
            EVENTS.write(hold.upload().line(Event.SENDING_BEGAN));
        }
        hold.calls().begin(Kind.SEND_FRAGMENT);
        var counted = new CountedBytes(bytes);
        try {
            return drive.send(session, range, totalBytes, counted, deadline, cutoff);
        } finally {
            hold.note(journey -> journey.sent(counted.count(), began));
            hold.calls().sent(counted.count());
        }
    }

    @Override
    public void end(UploadSession session) {
        kept(Kind.END_SESSION).end(session);
    }

    @Override
    public void delete(String itemId, String eTag) {
        kept(Kind.DELETE).delete(itemId, eTag);
    }

    @Override
    public Deletion deletePermanently(String itemId, String eTag) {
        return kept(Kind.DELETE).deletePermanently(itemId, eTag);
    }

    @Override
    public FolderPage children(String folderId, String next) {
        return kept(Kind.LOOK_UP).children(folderId, next);
    }

    @Override
    public DownloadUrl downloadUrl(String itemId) {
        return kept(Kind.OTHER).downloadUrl(itemId);
    }

    @Override
    public byte[] read(DownloadUrl url, ByteRange range) {
        return kept(Kind.OTHER).read(url, range);
    }

    @Override
    public DriveItem describe(String itemId, String description, String eTag) {
        return kept(Kind.OTHER).describe(itemId, description, eTag);
    }

    @Override
    public DriveItem rename(String itemId, String name, String eTag) {
        return kept(Kind.OTHER).rename(itemId, name, eTag);
    }

    private Drive kept(Kind kind) {
        hold.renew();
        hold.calls().begin(kind);
        return drive;
    }
}
