package io.driverelay.queries;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs queries on lines of the log: an engine of KQL over DuckDB, from PyPI, pinned in {@code src/test/kusto}. */
public final class Engine {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Path.of("src", "test", "kusto");
    private static final Path PYTHON = FOLDER.resolve("venv/bin/python").toAbsolutePath();
    private static final Path STAMP = FOLDER.resolve("venv/requirements.txt");
    private static final Path PINS = FOLDER.resolve("requirements.txt");

    /** A line as it was written. */
    public record Line(Instant at, String message) {}

    /** How often the platform says that something was called, up to a time. */
    public record Counted(Instant at, String name, long count) {}

    /** A query, asked at a time, looking back so long. */
    public record Asked(Query query, Instant at, Duration back) {}

    private Engine() {}

    /** Installed where it was not; empty, with a line that says so, where there is no Python for it. */
    public static Optional<Engine> find() {
        try (FileChannel channel = FileChannel.open(
                        FOLDER.resolve("venv.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            if (!held.isValid() || !isCurrent()) {
                System.out.println("Installing an engine for queries from PyPI, once …");
                run(
                        List.of(
                                "python3",
                                "-m",
                                "venv",
                                "--clear",
                                PYTHON.getParent().getParent().toString()),
                        new byte[0]);
                run(
                        List.of(
                                PYTHON.toString(),
                                "-m",
                                "pip",
                                "install",
                                "-q",
                                "--no-deps",
                                "--only-binary=:all:",
                                "--disable-pip-version-check",
                                "--retries=1",
                                "--timeout=20",
                                "-r",
                                PINS.toString()),
                        new byte[0]);
                Files.copy(PINS, STAMP);
            }
            return Optional.of(new Engine());
        } catch (IOException e) {
            System.out.println(
                    "No engine for queries (Python 3.11 or later with venv and pip): they are analysed, not run. "
                            + e.getMessage());
            return Optional.empty();
        }
    }

    /** The rows of each, by column. */
    public List<List<Map<String, Object>>> ask(List<Line> lines, List<Counted> counted, List<Asked> asked) {
        Map<String, String> queries = new LinkedHashMap<>();
        asked.forEach(one -> queries.put(one.query().name(), one.query().text()));
        List<Map<String, Object>> times = new ArrayList<>();
        asked.forEach(one -> times.add(Map.of(
                "query",
                one.query().name(),
                "at",
                one.at().toString(),
                "minutes",
                one.back().toMinutes())));
        List<Map<String, String>> written = lines.stream()
                .map(line -> Map.of("at", line.at().toString(), "message", line.message()))
                .toList();
        List<Map<String, Object>> counts = counted.stream()
                .map(one -> Map.<String, Object>of("at", one.at().toString(), "name", one.name(), "count", one.count()))
                .toList();
        try {
            Object tables =
                    JSON.readTree(FOLDER.resolve("application-insights.json").toFile());
            byte[] input = JSON.writeValueAsBytes(Map.of(
                    "tables", tables,
                    "lines", written,
                    "counted", counts,
                    "prelude", Query.contents(Prelude.NAME),
                    "queries", queries,
                    "asked", times));
            byte[] output =
                    run(List.of(PYTHON.toString(), FOLDER.resolve("run.py").toString()), input);
            return JSON.readValue(output, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isCurrent() throws IOException {
        return Files.exists(STAMP) && Files.mismatch(STAMP, PINS) == -1;
    }

    private static byte[] run(List<String> command, byte[] input) throws IOException {
        Path errors = Files.createTempFile("engine", ".txt");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input);
            }
            byte[] output = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                throw new IOException(command.get(0) + ": "
                        + Files.readString(errors).strip() + new String(output, StandardCharsets.UTF_8));
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(errors);
        }
    }
}
