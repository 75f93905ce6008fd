package io.driverelay.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.function.DeclaredAnswers;
import io.driverelay.homeassistant.Descriptions;
import io.driverelay.local.HomeClient;
import io.driverelay.local.HomeClient.Linked;
import io.driverelay.local.LocalRelay;
import io.driverelay.telemetry.DeclaredEvents;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The packaged app on the local host, with everything around it, of one test class. */
final class RunningApp implements AutoCloseable {
    private static final Path PACKAGE =
            Path.of("target", "azure-functions", "drive-relay").toAbsolutePath();

    final LocalRelay relay;
    final HomeClient client;

    RunningApp(Map<String, String> settings) throws IOException {
        this(settings, false);
    }

    /** @param tls https and an identity, as in Azure, instead of http and a key */
    RunningApp(Map<String, String> settings, boolean tls) throws IOException {
        this(newData(), settings, tls);
    }

    RunningApp(Path data, Map<String, String> settings, boolean tls, String... jvmFlags) throws IOException {
        this(new LocalRelay.Setup(PACKAGE, data.toAbsolutePath(), 0, tls, settings, List.of(jvmFlags)));
    }

    private RunningApp(LocalRelay.Setup setup) throws IOException {
        relay = LocalRelay.start(setup);
        client = relay.newClient().telling(DeclaredAnswers::check);
    }

    /** The same package, but for one line of its {@code host.json}. */
    static RunningApp withHostJson(String line, String instead, Map<String, String> settings) throws IOException {
        Path changed = newData();
        try (Stream<Path> parts = Files.list(PACKAGE)) {
            for (Path part : parts.toList()) {
                Files.createSymbolicLink(changed.resolve(part.getFileName()), part);
            }
        }
        Path hostJson = changed.resolve("host.json");
        String before = Files.readString(hostJson);
        if (!before.contains(line)) {
            throw new IllegalArgumentException("host.json does not say " + line);
        }
        Files.delete(hostJson);
        Files.writeString(hostJson, before.replace(line, instead));
        return new RunningApp(new LocalRelay.Setup(
                changed.toAbsolutePath(), newData().toAbsolutePath(), 0, false, settings, List.of()));
    }

    static Path newData() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(Path.of("target", "it")), "data");
    }

    /** A connection, signed in as a person of its own, with both scopes. */
    Linked linked(String person) throws IOException {
        relay.simulators().authority().signInAs(person);
        Linked made = client.createConnection("{\"name\":\"" + person + "\",\"keyScopes\":[\"restore\",\"delete\"]}");
        if (client.signIn(made.signInUrl()).statusCode() != 200) {
            throw new IllegalStateException("the sign-in failed");
        }
        return made;
    }

    JsonNode open(Linked home, String body) throws IOException {
        return client.home(home, "POST", "/uploads", body).expect(201);
    }

    static String file(String name, long size, String more) {
        return "{\"kind\":\"file\",\"fileName\":\"" + name + "\",\"sizeBytes\":" + size + more + "}";
    }

    static String backup(String name, long size, String more) {
        return "{\"kind\":\"backup\",\"fileName\":\"" + name + "\",\"sizeBytes\":" + size + ",\"metadata\":"
                + Descriptions.json("abcd1234", "Nightly", size) + more + "}";
    }

    int put(JsonNode opened, byte[] content) throws IOException {
        return client.put(opened.path("staging"), content.length, () -> new ByteArrayInputStream(content));
    }

    /** A backup goes the whole way; it speaks for itself where there is no metadata. */
    void deliverBackup(Linked home, byte[] tar, String metadataOrEmpty) throws Exception {
        String described = metadataOrEmpty.isEmpty() ? "" : ",\"metadata\":" + metadataOrEmpty;
        JsonNode opened = open(home, "{\"kind\":\"backup\",\"sizeBytes\":" + tar.length + described + "}");
        if (put(opened, tar) != 201) {
            throw new IllegalStateException("the storage did not take it");
        }
        commit(home, opened).expect(202);
        await(home, opened, is("delivered"));
    }

    /** Of the backups on the drive, the one that has this. */
    Optional<JsonNode> backup(Linked home, String field, String value) throws IOException {
        JsonNode list = client.home(home, "GET", "/backups", null).expect(200);
        if (!list.path("problems").isEmpty()) {
            throw new IllegalStateException("the list has problems: " + list.path("problems"));
        }
        return StreamSupport.stream(list.path("items").spliterator(), false)
                .filter(one -> one.path(field).asText().equals(value))
                .findFirst();
    }

    int putBlock(JsonNode opened, int number, byte[] block) throws IOException {
        String id =
                Base64.getEncoder().encodeToString(String.format("%06d", number).getBytes(StandardCharsets.US_ASCII));
        return client.putBlock(opened.path("staging"), id, block);
    }

    HomeClient.Answer commit(Linked home, JsonNode opened) throws IOException {
        return client.home(home, "POST", "/uploads/" + opened.path("id").asText() + "/commit", null);
    }

    JsonNode await(Linked home, JsonNode opened, Predicate<JsonNode> state) throws IOException, InterruptedException {
        for (int i = 0; i < 1200; i++) {
            JsonNode upload = client.home(
                            home, "GET", "/uploads/" + opened.path("id").asText(), null)
                    .expect(200);
            if (state.test(upload)) {
                return upload;
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("it did not come to that in a minute");
    }

    static Predicate<JsonNode> is(String state) {
        return upload -> upload.path("state").asText().equals(state);
    }

    byte[] onDrive(String person, String path) throws IOException {
        return Files.readAllBytes(
                relay.simulators().oneDrive().account(person).contentOf(path).orElseThrow());
    }

    @Override
    public void close() {
        relay.close();
        try {
            events("").forEach(DeclaredEvents::check);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of ours in the host's log that hold a text. */
    List<String> events(String text) throws IOException {
        return Files.readAllLines(relay.log()).stream()
                .filter(line -> line.contains(".User ") && line.contains(text))
                .map(line -> line.substring(line.indexOf("{\"event\":")))
                .toList();
    }
}
