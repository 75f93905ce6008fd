package io.driverelay.infra;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Microsoft's compiler, where there is one. */
record BicepCompiler(Path program) {
    /** @param errors what it had to say; the build wants nothing */
    record Said(int exit, String output, String errors) {}

    /** In {@code BICEP}, and then nowhere else; beside the project, or on the PATH. */
    static Optional<BicepCompiler> find() {
        String named = System.getenv().getOrDefault("BICEP", "");
        return (named.isBlank() ? usualPlaces() : Stream.of(Path.of(named)))
                .map(Path::toAbsolutePath)
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .map(BicepCompiler::new);
    }

    private static Stream<Path> usualPlaces() {
        Stream<Path> path = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "bicep"));
        return Stream.concat(Stream.of(Path.of("..", "shared", "tools", "bicep")), path);
    }

    Said run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile("bicep", ".txt");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), output, Files.readString(errors));
        } finally {
            Files.delete(errors);
        }
    }
}
