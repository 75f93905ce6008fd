package io.driverelay.scenario;

import io.driverelay.local.HomeClient.Linked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A home's configuration folder, with the upload script that is shipped. */
final class ScriptHome {
    static final Path SHIPPED = Path.of("src", "main", "homeassistant", "packages");

    final Path folder;
    private final Shell shell;
    private final String address;

    ScriptHome(RunningApp app, Linked home, Shell shell) throws IOException {
        this.shell = shell;
        this.folder = RunningApp.newData().toAbsolutePath();
        this.address = app.relay.api() + "/connections/" + home.id();
        Files.createDirectory(folder.resolve("packages"));
        Files.copy(SHIPPED.resolve("drive_relay.sh"), folder.resolve("packages/drive_relay.sh"));
        key(home.homeKey());
    }

    void key(String homeKey) throws IOException {
        Files.writeString(
                folder.resolve("secrets.yaml"),
                "drive_relay_url: \"%s\" # its address\ndrive_relay_key: %s\n".formatted(address, homeKey));
    }

    /** How a run ended, and all that the log holds then. */
    record Ended(int code, String log) {}

    Ended run(Map<String, String> environment, String... words) throws Exception {
        Process process = start(environment, words);
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("it does not end: " + log());
        }
        return new Ended(process.exitValue(), log());
    }

    Process start(Map<String, String> environment, String... words) throws IOException {
        return start(List.of(), environment, words);
    }

    /** @param before what runs the shell */
    Process start(List<String> before, Map<String, String> environment, String... words) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(shell.command());
        command.add("packages/drive_relay.sh");
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("PATH", shell.path());
        builder.environment().put("DRIVE_RELAY_SECOND", "0.001");
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(folder.resolve("output").toFile());
        return builder.start();
    }

    String log() throws IOException {
        Path log = folder.resolve("drive_relay/drive_relay.log");
        return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
    }

    String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    /** Jobs that are left for another time. */
    long jobs() throws IOException {
        try (var files = Files.list(folder.resolve("drive_relay"))) {
            return files.filter(file -> file.toString().endsWith(".job")).count();
        }
    }

    /** A new file of the home, with its folders. */
    Path file(String path, byte[] content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }
}
