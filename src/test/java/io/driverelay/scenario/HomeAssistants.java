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
        List<Release> there = found();
        Optional<Release> able =
                there.stream().filter(HomeAssistants::hasOneDrive).findFirst();
        if (able.isEmpty() && !there.isEmpty()) {
            System.out.println(
                    "skipped: Home Assistant's own OneDrive integration, which takes 2026.2 or later and what"
                            + " src/test/homeassistant/prepare.sh adds");
        }
        return able;
    }

    /** Before 2026.2 it pairs the two files of a backup by a note on one of them, which the relay does not write. */
    private static boolean hasOneDrive(Release release) {
        String asked =
                "import sys, onedrive_personal_sdk; from homeassistant.const import MAJOR_VERSION, MINOR_VERSION;"
                        + " sys.exit((MAJOR_VERSION, MINOR_VERSION) < (2026, 2))";
        try {
            return new ProcessBuilder(release.python().toString(), "-c", asked)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
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
