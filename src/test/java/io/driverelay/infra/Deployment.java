package io.driverelay.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A golden deployment as the compiler evaluated it: each resource with its final name and properties. */
public record Deployment(String name, JsonNode snapshot) {
    static final Path FOLDER = Path.of("infra", "deployments");

    /** All of them. */
    public static List<Deployment> golden() {
        return names().stream().map(Deployment::read).toList();
    }

    /** Each has a parameter file, and its snapshot beside it. */
    static List<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".bicepparam"))
                    .map(file -> file.replace(".bicepparam", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Deployment read(String name) {
        try {
            Path file = FOLDER.resolve(name + ".snapshot.json");
            return new Deployment(name, new ObjectMapper().readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonNode> resources() {
        return StreamSupport.stream(snapshot.path("predictedResources").spliterator(), false)
                .toList();
    }

    List<JsonNode> all(String type) {
        return resources().stream()
                .filter(resource -> resource.path("type").asText().equals(type))
                .toList();
    }

    /** The only one of its type whose name begins so. */
    JsonNode one(String type, String namePrefix) {
        List<JsonNode> found = all(type).stream()
                .filter(resource -> resource.path("name").asText().startsWith(namePrefix))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(name + " has " + found.size() + " of " + type + " named " + namePrefix + "…");
        }
        return found.get(0);
    }

    JsonNode app() {
        return one("Microsoft.Web/sites", "");
    }

    JsonNode contentAccount() {
        return one("Microsoft.Storage/storageAccounts", "stcontent");
    }

    JsonNode hostAccount() {
        return one("Microsoft.Storage/storageAccounts", "sthost");
    }

    /** App settings by name. What only Azure can tell is an expression in brackets. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        for (JsonNode setting : app().at("/properties/siteConfig/appSettings")) {
            settings.put(setting.path("name").asText(), setting.path("value").asText());
        }
        return settings;
    }

    @Override
    public String toString() {
        return name;
    }
}
