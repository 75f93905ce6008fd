package io.driverelay.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The real Home Assistants that {@code src/test/homeassistant/prepare.sh} has made, or the one that was named. */
final class HomeAssistants {
    private HomeAssistants() {}

    /**
     * @param name in the list of them
     * @param python the interpreter that has it
     */
    record Release(String name, String version, Path python) {
        @Override
        public String toString() {
            return name + " " + version;
        }
    }

    /** The one whose own OneDrive integration lists what the relay delivers; without it, a line says so. */
    static Optional<Release> withOneDrive() {
        // before 2026.2 it pairs the two files of a backup by a note on one of them, which the relay does not write
        List<Release> able = found().stream()
                .filter(release -> !release.name().equals("oldest"))
                .toList();
        Optional<Release> whole =
                able.stream().filter(HomeAssistants::hasOneDrive).findFirst();
        if (whole.isEmpty() && !able.isEmpty()) {
            System.out.println(
                    "skipped: Home Assistant's own OneDrive integration; src/test/homeassistant/prepare.sh adds what it needs");
        }
        return whole;
    }

    private static boolean hasOneDrive(Release release) {
        Path required = cache().resolve(release.version() + "/requirements.txt");
        try {
            return release.version().isEmpty() || Files.readString(required).contains("onedrive-personal-sdk");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that can run here; without any, a line says so. */
    static List<Release> found() {
        String named = System.getenv("HOME_ASSISTANT_PYTHON");
        List<Release> found = named != null
                ? List.of(new Release("named", "", Path.of(named)))
                : listed().map(words ->
                                new Release(words[0], words[1], cache().resolve(words[1] + "/venv/bin/python3")))
                        .filter(release -> Files.exists(cache().resolve(release.version() + "/ready")))
                        .toList();
        if (found.isEmpty()) {
            System.out.println(
                    "skipped: tests with a real Home Assistant; src/test/homeassistant/prepare.sh makes one");
        }
        return found;
    }

    /** Came with one of them. */
    static Optional<Path> busyBox() {
        return listed().map(words -> cache().resolve(words[1] + "/tree/usr/bin/busybox"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<String[]> listed() {
        try {
            return Files.readAllLines(Path.of("src", "test", "homeassistant", "versions")).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path cache() {
        Map<String, String> environment = System.getenv();
        String home = environment.getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        return Path.of(environment.getOrDefault("HOME_ASSISTANT_CACHE", home + "/drive-relay/home-assistant"));
    }
}
