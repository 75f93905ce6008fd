package io.driverelay.scenario;

import io.driverelay.local.azurite.Azurite;
import io.driverelay.local.simulator.Simulators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/** The storage emulator and the simulators, one of each for a JVM of tests; each test takes an account and a person of its own. */
final class World {
    private static final int ACCOUNTS = 500;
    private static World shared;

    private final Azurite azurite;
    private int accountsTaken;
    final Simulators simulators;

    private World(boolean https) throws IOException {
        Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "world");
        this.simulators = Simulators.start(data, new Simulators.Options(Simulators.USUAL_APP_FOLDER, https));
        this.azurite = Azurite.start(
                null,
                IntStream.range(0, ACCOUNTS).mapToObj(World::account).toList(),
                https ? Optional.of(simulators.certificates().loopback("storage")) : Optional.empty());
    }

    static World get() {
        return get(false);
    }

    /** Whoever asks first decides on https. */
    static synchronized World get(boolean https) {
        if (shared == null) {
            try {
                shared = new World(https);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(shared.azurite::close));
        }
        return shared;
    }

    /** Of an account that nobody else has. */
    synchronized String nextConnectionString() {
        return azurite.connectionString(account(accountsTaken++));
    }

    private static String account(int number) {
        return "home" + number;
    }
}
