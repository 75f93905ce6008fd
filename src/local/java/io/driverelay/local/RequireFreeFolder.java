package io.driverelay.local;

import java.io.IOException;
import java.nio.file.Path;

/** Main, before {@code mvn -Plocal} packages: ends the build where another run has the data folder, or serves what packaging would clear. */
public final class RequireFreeFolder {
    private RequireFreeFolder() {}

    public static void main(String[] args) {
        Path basedir = Path.of(System.getProperty("basedir", System.getProperty("user.dir")));
        try {
            DataFolder.take(LocalOptions.read(basedir).data()).close();
            ServedPackage.requireUnserved(basedir);
        } catch (IOException | RuntimeException e) {
            System.err.println(e.getMessage() == null ? "The data folder cannot be used: " + e : e.getMessage());
            System.exit(1);
        }
    }
}
