package io.driverelay.scenario;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A shell of this machine that homes have, too.
 *
 * @param path its {@code PATH}: BusyBox brings its own tools, as in Home Assistant's container
 */
record Shell(String name, List<String> command, String path) {
    private static final String PATH = System.getenv("PATH");

    @Override
    public String toString() {
        return name;
    }

    /** Those that are there; of each other one a line says that it is skipped. */
    static List<Shell> found() throws IOException {
        List<Shell> found = new ArrayList<>();
        for (String name : List.of("dash", "bash")) {
            onPath(name).ifPresent(file -> found.add(new Shell(name, List.of(file.toString()), PATH)));
        }
        Optional<Path> busyBox = onPath("busybox").or(HomeAssistants::busyBox);
        if (busyBox.isPresent()) {
            found.add(busyBox(busyBox.get()));
        }
        for (String name : List.of("dash", "bash", "busybox")) {
            if (found.stream().noneMatch(shell -> shell.name.equals(name))) {
                System.out.println("skipped: the upload script in " + name + ", which is not there");
            }
        }
        return found;
    }

    /** The one that is nearest to what Home Assistant's container has. */
    static Shell ofTheContainer() throws IOException {
        List<Shell> found = found();
        return found.get(found.size() - 1);
    }

    private static Shell busyBox(Path program) throws IOException {
        Path tools = Files.createTempDirectory(Files.createDirectories(Path.of("target", "it")), "busybox")
                .toAbsolutePath();
        try {
            new ProcessBuilder(program.toString(), "--install", "-s", tools.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return new Shell("busybox", List.of(program.toString(), "sh"), tools + File.pathSeparator + PATH);
    }

    private static Optional<Path> onPath(String name) {
        return Stream.of(PATH.split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
