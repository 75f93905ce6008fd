package io.driverelay.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driverelay.local.HomeClient.Linked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** What the sample home must remember, in a file, so that a second start goes on. A file that cannot be read counts as none. */
final class SampleMemory {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CONNECTION = "connectionId";
    private static final String KEY = "homeKey";
    private static final String FILE = "fileName";
    private static final String SIZE = "sizeBytes";

    private final Path file;
    private final ObjectNode remembered;

    SampleMemory(Path file) throws IOException {
        this.file = file;
        this.remembered = Files.exists(file) ? read(file) : MAPPER.createObjectNode();
    }

    /** A sample that is on its way. */
    record Sent(String fileName, long sizeBytes) {}

    Optional<Linked> connection() {
        boolean known =
                remembered.path(CONNECTION).isTextual() && remembered.path(KEY).isTextual();
        return known
                ? Optional.of(new Linked(
                        remembered.path(CONNECTION).asText(),
                        remembered.path(KEY).asText(),
                        null))
                : Optional.empty();
    }

    void remember(Linked connection) throws IOException {
        remembered.put(CONNECTION, connection.id()).put(KEY, connection.homeKey());
        write();
    }

    Optional<Sent> sample() {
        boolean known =
                remembered.path(FILE).isTextual() && remembered.path(SIZE).canConvertToLong();
        return known
                ? Optional.of(new Sent(
                        remembered.path(FILE).asText(), remembered.path(SIZE).asLong()))
                : Optional.empty();
    }

    Sent remember(Sent sample) throws IOException {
        remembered.put(FILE, sample.fileName()).put(SIZE, sample.sizeBytes());
        write();
        return sample;
    }

    void forgetSample() throws IOException {
        remembered.remove(FILE);
        write();
    }

    void forgetAll() throws IOException {
        remembered.removeAll();
        write();
    }

    private static ObjectNode read(Path file) throws IOException {
        try {
            JsonNode found = MAPPER.readTree(file.toFile());
            if (found instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            // as another kind of JSON
        }
        System.out.println("What the sample home remembered cannot be read any more; it begins anew.");
        return MAPPER.createObjectNode();
    }

    private void write() throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(beside, remembered.toString());
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
