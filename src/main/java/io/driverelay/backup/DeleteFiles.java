package io.driverelay.backup;

import io.driverelay.connection.Connection;
import io.driverelay.connection.Connections;
import io.driverelay.connection.ReadyDrives;
import io.driverelay.drive.Deletion;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.store.Abreast;
import io.driverelay.upload.Destination;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Deletes files of the app folder by their paths: one, or several at a time, each with its own ending. */
public final class DeleteFiles {
    private static final int AT_ONCE = 8;

    /** Whoever waits for many has an answer by then; Home Assistant's {@code rest_command} waits for ten seconds. */
    private static final Duration LONGEST = Duration.ofSeconds(7);

    private final ReadyDrives drives;
    private final Connections connections;
    private final MovingUploads moving;
    private final Clock clock;

    public DeleteFiles(ReadyDrives drives, Connections connections, MovingUploads moving, Clock clock) {
        this.drives = drives;
        this.connections = connections;
        this.moving = moving;
        this.clock = clock;
    }

    /**
     * @param path below the app folder
     * @return where it went; empty where there was nothing
     */
    public Optional<Deletion> delete(Connection connection, Destination path) {
        return drives.call(connection, drive -> files(connection, drive).delete(path));
    }

    /**
     * Several. Paths that OneDrive takes for one are one file, deleted once. Once the drive is not to be called any more, or time is up, the
     * rest is not tried.
     *
     * @return their endings in their order
     * @throws DriveFault when the drive could not be called at all
     */
    public List<FileDeletion> deleteAll(Connection connection, List<Destination> paths) {
        Map<String, Destination> files = new LinkedHashMap<>();
        paths.forEach(path -> files.putIfAbsent(path.foldedCase(), path));
        Map<String, FileDeletion> endings = new ConcurrentHashMap<>();
        try {
            drives.call(connection, drive -> {
                var run = new DeletionRun(
                        files(connection, drive), clock, clock.instant().plus(LONGEST));
                List<String> keys = List.copyOf(files.keySet());
                Consumer<String> one = key -> endings.put(key, run.delete(files.get(key)));
                // a drive that wants to be left alone says so to one, not to eight
                keys.stream().limit(1).forEach(one);
                Abreast.each(AT_ONCE, keys.subList(Math.min(1, keys.size()), keys.size()), one);
                return run.requireUntroubled();
            });
        } catch (DriveFault fault) {
            if (endings.isEmpty()) {
                throw fault;
            }
        }
        return paths.stream().map(path -> endings.get(path.foldedCase())).toList();
    }

    private DeletableFiles files(Connection connection, Drive drive) {
        return new DeletableFiles(connection, drive, connections, moving);
    }
}
