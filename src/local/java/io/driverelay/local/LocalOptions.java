package io.driverelay.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The options of {@code mvn -Plocal}, system properties that begin with {@code local.}.
 *
 * @param app the package folder to serve instead of ours
 */
record LocalOptions(
        Optional<Path> app,
        boolean once,
        boolean tls,
        long sampleBytes,
        int port,
        Path data,
        Map<String, String> settings,
        List<String> jvmFlags) {
    private static final long DEFAULT_SAMPLE = 300L << 20;
    private static final long LARGEST_SAMPLE = 1L << 60;

    static LocalOptions read(Path basedir) throws IOException {
        boolean tls = isOn("local.tls");
        String app = System.getProperty("local.app", "");
        String usualData = "target/local" + (app.isEmpty() ? "" : "-app") + (tls ? "-tls" : "");
        if (!app.isEmpty() && isOn("local.once")) {
            throw new IllegalArgumentException("local.once ends after the sample, which local.app has not");
        }
        String settings = System.getProperty("local.settings", "");
        return new LocalOptions(
                app.isEmpty() ? Optional.empty() : Optional.of(packageFolder(basedir.resolve(app))),
                isOn("local.once"),
                tls,
                bytes(System.getProperty("local.sample", "")),
                number(System.getProperty("local.port", "7071")),
                dataFolder(basedir.resolve(System.getProperty("local.data", usualData))),
                settings.isEmpty() ? Map.of() : values(basedir.resolve(settings)),
                words(System.getProperty("local.jvm", "")));
    }

    private static Path dataFolder(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException("local.data must be a folder: " + folder);
        }
        return folder.toAbsolutePath().normalize();
    }

    private static Path packageFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.exists(folder.resolve("host.json")) ? Files.list(folder) : Stream.empty()) {
            if (files.noneMatch(own -> Files.exists(own.resolve("function.json")))) {
                throw new IllegalArgumentException(
                        "local.app must be a package folder, with host.json and a folder with"
                                + " function.json for each function, as target/azure-functions/<app> is: " + folder);
            }
        }
        return folder.toAbsolutePath().normalize();
    }

    private static boolean isOn(String property) {
        String value = System.getProperty(property);
        return value != null && !value.equals("false");
    }

    /** {@code 0}, {@code 1048576}, {@code 300MiB}, {@code 5GiB}. */
    static long bytes(String text) {
        if (text.isBlank()) {
            return DEFAULT_SAMPLE;
        }
        String upper = text.strip().toUpperCase(Locale.ROOT);
        if (!upper.matches("[0-9]{1,12}(KIB|MIB|GIB)?")) {
            throw new IllegalArgumentException("local.sample must be a size such as 300MiB, 5GiB or 0, not " + text);
        }
        int shift = upper.endsWith("KIB") ? 10 : upper.endsWith("MIB") ? 20 : upper.endsWith("GIB") ? 30 : 0;
        // what is larger the relay refuses as well
        long units = Long.parseLong(upper.replaceAll("[A-Z]+", ""));
        return Math.min(units, LARGEST_SAMPLE >> shift) << shift;
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("local.port must be a port, not " + text);
        }
        return Integer.parseInt(text);
    }

    private static Map<String, String> values(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("local.settings names a file that is not there: " + file);
        }
        JsonNode values;
        try {
            values = new ObjectMapper().readTree(file.toFile()).path("Values");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("local.settings names a file that is no JSON: " + file, e);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        values.properties()
                .forEach(value -> settings.put(value.getKey(), value.getValue().asText()));
        return settings;
    }

    private static List<String> words(String flags) {
        return flags.isBlank() ? List.of() : List.of(flags.strip().split("\\s+"));
    }
}
