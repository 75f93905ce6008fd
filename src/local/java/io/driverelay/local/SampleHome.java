package io.driverelay.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driverelay.local.HomeClient.Linked;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A home that sends one sample backup and watches it; what it must remember is in a file, so that a second start goes on. */
final class SampleHome {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd_HH.mm_ssSSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String PERSON = "alex";
    private static final int REPEAT_COMMIT = 40;
    /** What a home is answered whose connection or key was removed. */
    private static final Set<Integer> GONE = Set.of(401, 403, 404, 410);

    private static final Set<String> FOR_SOMEBODY = Set.of("space", "signIn", "operator", "readOnlyDrive");

    private final LocalRelay relay;
    private final HomeClient client;
    private final SampleMemory memory;
    private volatile long movedAt = System.nanoTime();

    SampleHome(LocalRelay relay, Path memory) throws IOException {
        this.relay = relay;
        this.client = relay.newClient();
        this.memory = new SampleMemory(memory);
    }

    /** For how long nothing has come of it. */
    Duration still() {
        return Duration.ofNanos(System.nanoTime() - movedAt);
    }

    private void moved() {
        movedAt = System.nanoTime();
    }

    /** The connection of an earlier start, or a new one, signed in by walking the redirects. */
    void connect() throws IOException {
        if (memory.connection().isPresent()) {
            int status = client.home(home(), "GET", "/status", null).status();
            if (!GONE.contains(status)) {
                System.out.println("Going on with the connection of an earlier start.");
                return;
            }
            System.out.println("The connection of an earlier start is not there any more; making another.");
            memory.forgetAll();
        }
        Linked made = client.createConnection(
                "{\"name\":\"Sample home\",\"instanceId\":\"b5bb4d4c1f7a4f0c\",\"keyScopes\":[\"restore\",\"delete\"]}");
        var page = client.signIn(made.signInUrl());
        if (page.statusCode() != 200) {
            throw new IllegalStateException("the sign-in ended with " + page.statusCode() + ": "
                    + page.body().replaceAll("(?s).*<p>(.*?)</p>.*", "$1"));
        }
        memory.remember(made);
        System.out.println("Connected " + PERSON + "'s OneDrive by signing in.");
    }

    /** Sends a sample, or goes on with one that an earlier start began; true when it arrived byte for byte. What was refused is not tried again. */
    boolean send(long sizeBytes) throws IOException {
        SampleMemory.Sent sent = memory.sample().isPresent()
                ? memory.sample().get()
                : memory.remember(new SampleMemory.Sent(
                        "Automatic_backup_2026.1.0_" + STAMP.format(Instant.now()) + ".tar", sizeBytes));
        try {
            return send(sent.fileName(), new SampleBackup("Automatic backup 2026.1.0", sent.sizeBytes()));
        } catch (IllegalStateException e) {
            if (relay.host().isAlive()) {
                memory.forgetSample();
            }
            throw e;
        }
    }

    private boolean send(String fileName, SampleBackup sample) throws IOException {
        long began = System.nanoTime();
        JsonNode upload = open(fileName, sample);
        stage(upload, sample);
        JsonNode ended = watch(upload.path("id").asText(), sample.sizeBytes());
        boolean delivered = ended.path("state").asText().equals("delivered");
        if (!delivered) {
            System.out.println("The sample is " + ended.path("state").asText() + ": " + ended);
        }
        boolean same = delivered && (isSimulated() ? isSame(fileName, sample) : isVerified(ended));
        if (same) {
            String how = isSimulated() ? "equal, byte for byte," : "verified by its hash";
            System.out.printf("Delivered and %s %.1f s after it was opened.%n", how, seconds(began));
        }
        if (ended.has("endedAt")) {
            memory.forgetSample();
        }
        tellStatus();
        return same;
    }

    void tellWhatNext(Path log) throws IOException {
        // without a connection there is a place to put one's own
        String id = memory.connection().map(Linked::id).orElse("CONNECTION");
        String key = memory.connection().map(Linked::homeKey).orElse("KEY");
        String base = relay.api().toString();
        System.out.println("\nWhat to try next:");
        System.out.println("  curl -H 'x-home-key: " + key + "' " + base + "/connections/" + id + "/status");
        System.out.println("  curl -H 'x-home-key: " + key + "' " + base + "/connections/" + id + "/uploads");
        System.out.println("  echo hello | curl -T - -H 'Content-Type: application/octet-stream' -H 'Content-Length: 6'"
                + " -H 'Transfer-Encoding:' -H 'x-home-key: " + key + "' " + base + "/connections/" + id
                + "/files/notes/hello.txt");
        System.out.println("  curl -H 'x-functions-key: " + relay.functionKey() + "' " + base + "/status");
        URI graph = relay.simulators().oneDrive().graphUrl();
        String trust = graph.getScheme().equals("https")
                ? "--cacert " + relay.simulators().certificates().certificate() + " "
                : "";
        System.out.println("  curl " + trust + "-d '{\"times\":3,\"method\":\"PUT\",\"path\":\"/up/\",\"status\":503}' "
                + graph.resolve("/_simulator/answers"));
        System.out.println("The host's log: " + log + "\n");
    }

    private JsonNode open(String fileName, SampleBackup sample) throws IOException {
        ObjectNode body = MAPPER.createObjectNode();
        body.put("kind", "backup").put("fileName", fileName).put("sizeBytes", sample.sizeBytes());
        body.set("metadata", MAPPER.readTree(sample.metadata()));
        var answer = client.call(
                "POST",
                "/connections/" + home().id() + "/uploads",
                java.util.Map.of("x-home-key", home().homeKey(), "Idempotency-Key", fileName),
                body.toString());
        if (answer.status() != 201 && answer.status() != 200) {
            throw new IllegalStateException("the upload was not opened: " + answer.status() + " " + answer.json());
        }
        return answer.json();
    }

    private void stage(JsonNode upload, SampleBackup sample) throws IOException {
        if (!upload.has("staging")) {
            System.out.println("The sample of an earlier start is staged already.");
            return;
        }
        JsonNode staging = upload.path("staging");
        long began = System.nanoTime();
        boolean single = staging.path("headers").has("x-ms-blob-type");
        if (single) {
            int status = client.put(staging, sample.sizeBytes(), sample::open);
            if (status != 201 && status != 403) {
                throw new IllegalStateException("staging answered " + status);
            }
        } else {
            stageBlocks(staging, sample);
        }
        client.home(home(), "POST", "/uploads/" + upload.path("id").asText() + "/commit", null)
                .expect(202);
        System.out.printf(
                "Staged and committed %,d MiB in %.1f s: the home is done.%n",
                sample.sizeBytes() >> 20, seconds(began));
    }

    private void stageBlocks(JsonNode staging, SampleBackup sample) throws IOException {
        int blockBytes = staging.path("blockBytes").asInt();
        var progress = new Progress("staging", sample.sizeBytes());
        try (InputStream content = sample.open()) {
            long staged = 0;
            for (int n = 0; staged < sample.sizeBytes(); n++) {
                byte[] block = content.readNBytes(blockBytes);
                String id = Base64.getEncoder()
                        .encodeToString(String.format("%06d", n).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                int status = client.putBlock(staging, id, block);
                if (status != 201) {
                    throw new IllegalStateException("staging answered " + status + " to block " + n);
                }
                staged += block.length;
                moved();
                progress.at(staged);
            }
        }
        progress.end();
    }

    private JsonNode watch(String uploadId, long sizeBytes) throws IOException {
        var progress = new Progress("relaying", sizeBytes);
        long delivered = -1;
        for (long looks = 1; ; looks++) {
            JsonNode upload =
                    client.home(home(), "GET", "/uploads/" + uploadId, null).expect(200);
            if (upload.path("state").asText().equals("queued") && looks % REPEAT_COMMIT == 0) {
                // harmless, and quicker than upkeep where an instance died with the ticket
                client.home(home(), "POST", "/uploads/" + uploadId + "/commit", null)
                        .expect(202);
            }
            if (upload.path("deliveredBytes").asLong() > delivered) {
                delivered = upload.path("deliveredBytes").asLong();
                moved();
            }
            progress.at(delivered);
            if (upload.has("endedAt") || waitsForSomebody(upload)) {
                progress.end();
                return upload;
            }
            if (!relay.host().isAlive()) {
                throw new IllegalStateException("the host died; start again with the same local.data to go on");
            }
            pause();
        }
    }

    /** Nothing that time alone brings. */
    private static boolean waitsForSomebody(JsonNode upload) {
        return upload.path("state").asText().equals("waiting")
                && FOR_SOMEBODY.contains(upload.path("reason").asText());
    }

    /** Whether the drive is the simulated one, whose files can be had here. */
    private boolean isSimulated() {
        return relay.settings()
                .get("ONEDRIVE_GRAPH_URL")
                .equals(relay.simulators().oneDrive().graphUrl().toString());
    }

    private static boolean isVerified(JsonNode upload) {
        return upload.path("item").path("verifiedBy").asText().equals("quickXorHash");
    }

    private boolean isSame(String fileName, SampleBackup sample) throws IOException {
        String folder = "backups_b5bb4d4c";
        Optional<URI> url = relay.simulators().oneDrive().downloadUrl(PERSON, folder + "/" + fileName);
        if (url.isEmpty()) {
            System.out.println("The file is not on the simulated drive: compare it where it was sent.");
            return false;
        }
        try (InputStream there = client.download(url.get())) {
            boolean same = sample.isEqualTo(there);
            if (!same) {
                System.out.println("The file on the drive differs from what was sent.");
            }
            return same;
        }
    }

    private void tellStatus() throws IOException {
        JsonNode status = client.home(home(), "GET", "/status", null).expect(200);
        System.out.printf(
                "Drive: %s, %,d MiB of %,d MiB used, last backup \"%s\".%n",
                status.path("driveState").asText(),
                status.path("usedBytes").asLong() >> 20,
                status.path("totalBytes").asLong() >> 20,
                status.path("lastBackup").path("name").asText());
        if (!isSimulated()) {
            return;
        }
        var account = relay.simulators().oneDrive().account(PERSON);
        System.out.printf(
                "The drive received %,d bytes, %,d of them twice; protocol violations: %s.%n",
                account.bytesReceived(),
                account.bytesReceivedTwice(),
                relay.simulators().violations().all());
    }

    private Linked home() {
        return memory.connection().orElseThrow();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(250);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
