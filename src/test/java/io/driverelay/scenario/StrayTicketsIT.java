package io.driverelay.scenario;

import static io.driverelay.scenario.RunningApp.file;
import static io.driverelay.scenario.RunningApp.is;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.local.HomeClient.Linked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The packaged app's own queues, with messages in them that are none of theirs. */
class StrayTicketsIT {
    private static final String ID = "01KB0000000000000000000000";
    /** Fault 24. */
    @Test
    void whatIsNoTicketEndsAmongThePoison_toldOnce_whileUploadsGoOn() throws Exception {
        List<String> strays = List.of(
                "", "no ticket", "{\"uploadId\":17}", "{\"version\":2,\"upload\":\"" + ID + "\"}", "x".repeat(40_000));
        // without the minutes between two deliveries
        try (var app = RunningApp.withHostJson("\"00:03:20\"", "\"00:00:00\"", Map.of())) {
            Linked home = app.linked("robin");
            QueueClient queue = queue(app, "relay-uploads");
            queue.createIfNotExists();
            queue(app, "relay-uploads-poison").createIfNotExists();
            strays.forEach(text -> queue.sendMessage(base64(text)));
            queue.sendMessage(base64("{\"uploadId\":\"" + ID + "\",\"connectionId\":\"" + home.id() + "\"}"));
            JsonNode opened = app.open(home, file("f.bin", 3, ""));
            app.put(opened, new byte[] {1, 2, 3});
            app.commit(home, opened).expect(202);

            app.await(home, opened, is("delivered"));
            awaitLines(app, "{\"event\":\"ticket-poisoned\",\"queue\":\"uploads\",\"characters\":", strays.size());
            awaitLines(
                    app,
                    "{\"event\":\"ticket-of-no-upload\",\"uploadId\":\"" + ID + "\",\"connectionId\":\"" + home.id()
                            + "\"}",
                    1);

            assertThat(count(app, "Executing 'Functions\\.relayPoison'")).isEqualTo(strays.size());
            // five times each, once what was dropped, and what was delivered
            assertThat(count(app, "Executing 'Functions\\.relay'")).isEqualTo(5 * strays.size() + 2);
            for (String name : List.of("relay-uploads", "relay-uploads-poison")) {
                assertThat(queue(app, name).getProperties().getApproximateMessagesCountLong())
                        .as(name)
                        .isZero();
            }
            assertThat(app.onDrive("robin", "f.bin")).containsExactly(1, 2, 3);
            assertThat(app.client
                            .home(home, "GET", "/uploads", null)
                            .expect(200)
                            .path("items"))
                    .hasSize(1);
        }
    }

    /** Fault 24, of the two others: told by the queue that they were in. */
    @Test
    void whatIsNoPushOrNoShareEndsAmongThePoison_toldOnce() throws Exception {
        try (var app = RunningApp.withHostJson("\"00:03:20\"", "\"00:00:00\"", Map.of())) {
            Linked home = app.linked("robin");
            Map<String, String> queues = Map.of("home-pushes", "pushes", "drive-shares", "shares");
            for (String name : queues.keySet()) {
                queue(app, name).createIfNotExists();
                queue(app, name + "-poison").createIfNotExists();
                queue(app, name).sendMessage(base64("of somebody else"));
            }
            // as the host puts there what failed five times
            queue(app, "home-pushes-poison").sendMessage(base64("{\"connectionId\":\"" + home.id() + "\"}"));
            for (String told : queues.values()) {
                awaitLines(app, "{\"event\":\"ticket-poisoned\",\"queue\":\"" + told + "\",\"characters\":16}", 1);
            }
            awaitLines(app, "{\"event\":\"push-given-up\",\"connectionId\":\"" + home.id() + "\"}", 1);

            assertThat(count(app, "Executing 'Functions\\.pushHome'")).isEqualTo(5);
            assertThat(count(app, "Executing 'Functions\\.checkShare'")).isEqualTo(5);
            assertThat(count(app, "Executing 'Functions\\.pushHomePoison'")).isEqualTo(2);
            for (String name : queues.keySet()) {
                assertThat(waiting(app, name) + waiting(app, name + "-poison"))
                        .as(name)
                        .isZero();
            }
        }
    }

    private static long waiting(RunningApp app, String name) {
        return queue(app, name).getProperties().getApproximateMessagesCountLong();
    }

    private static QueueClient queue(RunningApp app, String name) {
        return new QueueClientBuilder()
                .connectionString(app.relay.azurite().connectionString())
                .queueName(name)
                .httpClient(new JdkHttpClientBuilder().build())
                .buildClient();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void awaitLines(RunningApp app, String words, int times) throws Exception {
        for (int n = 0; n < 600 && count(app, Pattern.quote(words)) < times; n++) {
            Thread.sleep(50);
        }
        assertThat(count(app, Pattern.quote(words))).as(words).isEqualTo(times);
        // what was told is taken away a moment later
        Thread.sleep(500);
    }

    private static long count(RunningApp app, String regex) throws IOException {
        return Pattern.compile(regex)
                .matcher(Files.readString(app.relay.log()))
                .results()
                .count();
    }
}
