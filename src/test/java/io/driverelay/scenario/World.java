package io.driverelay.scenario;

import io.driverelay.local.azurite.Azurite;
import io.driverelay.local.simulator.Simulators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The storage emulator and the simulators, one of each for a JVM of tests; each test takes a person of its own. */
final class World {
    private static World shared;

    final Azurite azurite;
    final Simulators simulators;

    private World() throws IOException {
        Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "world");
        this.azurite = Azurite.start(null);
        this.simulators = Simulators.start(data);
    }

    static synchronized World get() {
        if (shared == null) {
            try {
                shared = new World();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(shared.azurite::close));
        }
        return shared;
    }
}
