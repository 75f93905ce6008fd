package io.driverelay.model;

import io.driverelay.drive.BearerTokens;
import io.driverelay.drive.ByteRange;
import io.driverelay.drive.Cutoff;
import io.driverelay.drive.Deletion;
import io.driverelay.drive.DownloadUrl;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveAccount;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveItem;
import io.driverelay.drive.DriveState;
import io.driverelay.drive.FolderPage;
import io.driverelay.drive.FragmentAnswer;
import io.driverelay.drive.NewFile;
import io.driverelay.drive.Quota;
import io.driverelay.drive.UploadSession;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** The drive of whoever the access tokens belong to, with all that may happen to a call on its way. */
final class DriveView implements Drive {
    private static final long UNIT = 327_680;

    private final DriveWorld world;
    private final BearerTokens tokens;

    DriveView(DriveWorld world, BearerTokens tokens) {
        this.world = world;
        this.tokens = tokens;
    }

    @Override
    public DriveAccount account() {
        return read("account", drive -> {
            long left = drive.remainingBytes();
            var quota = new Quota(
                    drive.capacityBytes(),
                    drive.usedBytes(),
                    left,
                    0L,
                    left <= 0 ? DriveState.EXCEEDED : DriveState.NORMAL);
            return new DriveAccount(drive.id, "personal", "owner", null, quota);
        });
    }

    @Override
    public DriveItem appFolder() {
        return read("appFolder", drive -> drive.item(drive.appFolder(), true));
    }

    @Override
    public Optional<DriveItem> item(String itemId) {
        return read("item", drive -> drive.node(itemId).map(node -> drive.item(node, true)));
    }

    @Override
    public Optional<DriveItem> find(String folderId, String path) {
        return read("find", drive -> {
            Optional<ModelDrive.Node> at = drive.node(folderId);
            for (String name : path.split("/", -1)) {
                at = at.flatMap(parent -> drive.child(parent.id(), name));
            }
            return at.map(node -> drive.item(node, true));
        });
    }

    @Override
    public DriveItem createFolder(String parentId, String name) {
        return write("createFolder", (drive, trouble) -> drive.item(drive.createFolder(parentId, name), true));
    }

    @Override
    public DriveItem put(NewFile file, byte[] content) {
        return write("put", (drive, trouble) -> {
            world.require(content.length == file.sizeBytes(), "put of another size than declared");
            ModelDrive.Node laid = drive.lay(file, Bytes.of(content.clone()), trouble == Trouble.FLIPPED);
            return drive.item(laid, trouble != Trouble.HASH_LATE);
        });
    }

    @Override
    public UploadSession openSession(NewFile file) {
        return write("openSession", (drive, trouble) -> {
            world.require(file.sizeBytes() > 0, "a session for no bytes");
            return drive.openSession(file);
        });
    }

    @Override
    public FragmentAnswer.Accepted ask(UploadSession session) {
        return world.effects.read(
                "Drive.ask",
                () -> {
                    ModelDrive drive = world.driveOf(session);
                    Trouble trouble = world.troubleFor("ask", drive);
                    world.requireSession(drive, session, trouble);
                    ModelDrive.Session open = drive.session(session);
                    return new FragmentAnswer.Accepted(
                            trouble == Trouble.NO_RANGES ? OptionalLong.empty() : OptionalLong.of(open.taken.length()),
                            open.expiresAt);
                },
                DriveView::unreachable);
    }

    @Override
    public FragmentAnswer send(
            UploadSession session,
            ByteRange range,
            long totalBytes,
            InputStream bytes,
            Duration deadline,
            Cutoff cutoff) {
        return world.effects.write("Drive.send", () -> sent(session, range, totalBytes, bytes), DriveView::unreachable);
    }

    @Override
    public void end(UploadSession session) {
        world.effects.write(
                "Drive.end",
                () -> {
                    ModelDrive drive = world.driveOf(session);
                    world.troubleFor("end", drive);
                    drive.end(session);
                    return null;
                },
                DriveView::unreachable);
    }

    @Override
    public void delete(String itemId, String eTag) {
        write("delete", (drive, trouble) -> {
            world.require(eTag != null, "delete without an eTag");
            drive.delete(itemId, eTag);
            return null;
        });
    }

    @Override
    public Deletion deletePermanently(String itemId, String eTag) {
        return write("deletePermanently", (drive, trouble) -> {
            drive.delete(itemId, eTag);
            return Deletion.FOR_GOOD;
        });
    }

    @Override
    public FolderPage children(String folderId, String next) {
        return read(
                "children",
                drive -> new FolderPage(
                        drive.children(folderId).stream()
                                .map(node -> new FolderPage.Child(drive.item(node, true), null))
                                .toList(),
                        null));
    }

    @Override
    public DownloadUrl downloadUrl(String itemId) {
        return read("downloadUrl", drive -> new DownloadUrl(itemId, Instant.MAX));
    }

    @Override
    public byte[] read(DownloadUrl url, ByteRange range) {
        return read("read", drive -> drive.contentOf(url.url(), range));
    }

    @Override
    public DriveItem describe(String itemId, String description, String eTag) {
        return write("describe", (drive, trouble) -> drive.item(drive.describe(itemId, description, eTag), true));
    }

    @Override
    public DriveItem rename(String itemId, String name, String eTag) {
        return write("rename", (drive, trouble) -> drive.item(drive.rename(itemId, name), true));
    }

    private FragmentAnswer sent(UploadSession session, ByteRange range, long totalBytes, InputStream bytes) {
        ModelDrive drive = world.driveOf(session);
        Trouble trouble = world.troubleFor("send", drive);
        world.requireSession(drive, session, trouble);
        ModelDrive.Session open = drive.session(session);
        boolean last = range.end() == totalBytes;
        world.require(totalBytes == open.file.sizeBytes(), "another total than the session's");
        world.require(last || range.length() % UNIT == 0 || range.end() % UNIT == 0, "a fragment of no whole units");
        Bytes part = world.received(bytes, range);
        if (trouble == Trouble.NO_PROGRESS) {
            throw new DriveFault(DriveFault.Kind.NO_PROGRESS, "an answer that took the file no further");
        }
        if (range.first() != open.taken.length()) {
            throw new DriveFault(DriveFault.Kind.ELSEWHERE, "416");
        }
        drive.requireRoom(open.taken.length() + part.length());
        if (trouble == Trouble.HALF_TAKEN) {
            open.taken = open.taken.then(part.first(part.length() / 2));
            throw unreachable();
        }
        if (last) {
            return completed(drive, session, open, open.taken.then(part), trouble);
        }
        open.taken = open.taken.then(part);
        open.expiresAt = world.clock.trueTime().plus(Duration.ofDays(2));
        return lostOr(new FragmentAnswer.Accepted(OptionalLong.of(open.taken.length()), open.expiresAt), trouble);
    }

    private FragmentAnswer completed(
            ModelDrive drive, UploadSession session, ModelDrive.Session open, Bytes whole, Trouble trouble) {
        if (trouble == Trouble.NAME_TAKEN && !open.file.replace()) {
            world.somebodyTakes(drive, open.file);
        }
        ModelDrive.Node laid = drive.lay(open.file, whole, trouble == Trouble.FLIPPED);
        drive.end(session);
        DriveItem item = trouble == Trouble.NO_ITEM ? null : drive.item(laid, trouble != Trouble.HASH_LATE);
        return lostOr(new FragmentAnswer.Completed(item), trouble);
    }

    private static <T> T lostOr(T answer, Trouble trouble) {
        if (trouble == Trouble.ANSWER_LOST) {
            throw unreachable();
        }
        return answer;
    }

    private <T> T read(String method, Function<ModelDrive, T> read) {
        return world.effects.read(
                "Drive." + method,
                () -> {
                    ModelDrive drive = world.driveOf(tokens);
                    world.troubleFor(method, drive);
                    return read.apply(drive);
                },
                DriveView::unreachable);
    }

    private <T> T write(String method, BiFunction<ModelDrive, Trouble, T> done) {
        Supplier<T> call = () -> {
            ModelDrive drive = world.driveOf(tokens);
            Trouble trouble = world.troubleFor(method, drive);
            return lostOr(done.apply(drive, trouble), trouble);
        };
        return world.effects.write("Drive." + method, call, DriveView::unreachable);
    }

    private static DriveFault unreachable() {
        return new DriveFault(DriveFault.Kind.UNREACHABLE, "the line broke");
    }
}
