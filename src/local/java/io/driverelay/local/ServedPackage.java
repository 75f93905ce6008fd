package io.driverelay.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The right to the package of a working copy, until it closes or its process ends: many runs may serve it, but then no build may clear it. */
final class ServedPackage implements AutoCloseable {
    private static final String LOCK = "target/.served.lock";

    private final FileChannel channel;

    private ServedPackage(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws IllegalStateException while a build makes sure of the opposite */
    static ServedPackage serve(Path basedir) throws IOException {
        return take(basedir, true);
    }

    /** @throws IllegalStateException when a run serves it */
    static void requireUnserved(Path basedir) throws IOException {
        take(basedir, false).close();
    }

    private static ServedPackage take(Path basedir, boolean shared) throws IOException {
        Path lock = basedir.resolve(LOCK);
        Files.createDirectories(lock.getParent());
        FileChannel channel =
                FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (isTaken(channel, shared)) {
            return new ServedPackage(channel);
        }
        channel.close();
        throw new IllegalStateException("Another run serves the package in " + basedir.resolve("target")
                + ", which this one would build anew: end that one first, or start this one in another working copy.");
    }

    private static boolean isTaken(FileChannel channel, boolean shared) throws IOException {
        try {
            // held as long as the channel is open
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return shared;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
