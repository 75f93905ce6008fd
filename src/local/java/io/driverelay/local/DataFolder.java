package io.driverelay.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The right to a data folder: one run at a time has it, until it closes or its process ends, however that ends. */
final class DataFolder implements AutoCloseable {
    private static final String LOCK = ".run.lock";

    private final FileChannel channel;

    private DataFolder(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws IllegalStateException when another run has it */
    static DataFolder take(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (isTaken(channel)) {
            return new DataFolder(channel);
        }
        channel.close();
        throw new IllegalStateException("Another run is using " + folder
                + ": end that one first, or give this one a folder of its own with -Dlocal.data=DIR.");
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            // held as long as the channel is open
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
