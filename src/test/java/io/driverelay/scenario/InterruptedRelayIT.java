package io.driverelay.scenario;

import static io.driverelay.scenario.RunningApp.file;
import static io.driverelay.scenario.RunningApp.is;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.local.HomeClient.Linked;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What happens in the middle of a relay: an instance dies or is ended, the owner cancels. */
class InterruptedRelayIT {
    private static final int FRAGMENT = 3_276_800;

    /** Fault 7. */
    @Test
    void uploadGoesOnInItsSession_whenItsHostWasKilledInAFragment() throws Exception {
        try (var app =
                new RunningApp(Map.of("RELAY_CLAIM", "PT4S", "RELAY_FRAGMENT_BYTES", Integer.toString(FRAGMENT)))) {
            Linked home = app.linked("robin");
            byte[] bytes = new byte[120_000_000];
            new Random(7).nextBytes(bytes);
            JsonNode opened = app.open(home, file("large.bin", bytes.length, ",\"transfer\":\"single\""));
            assertThat(app.put(opened, bytes)).isEqualTo(201);
            app.commit(home, opened).expect(202);
            app.await(home, opened, upload -> upload.path("deliveredBytes").asLong() > FRAGMENT);

            app.relay.host().kill();
            app.relay.restartHost();
            JsonNode upload = app.await(home, opened, is("queued"));
            assertThat(upload.path("deliveredBytes").asLong()).isLessThan(bytes.length);
            app.commit(home, opened).expect(202);

            app.await(home, opened, is("delivered"));
            assertThat(app.onDrive("robin", "large.bin")).isEqualTo(bytes);
            assertThat(app.relay.simulators().oneDrive().account("robin").bytesReceivedTwice())
                    .isLessThanOrEqualTo(FRAGMENT);
            assertThat(app.relay.simulators().violations().all()).isEmpty();
        }
    }

    /** Faults 8, 33. */
    @Test
    void uploadGoesOnByItself_whenItsHostWasEndedGentlyInAFragment() throws Exception {
        try (var app = new RunningApp(Map.of("RELAY_FRAGMENT_BYTES", Integer.toString(FRAGMENT)))) {
            Linked home = app.linked("kim");
            byte[] bytes = new byte[120_000_000];
            new Random(8).nextBytes(bytes);
            JsonNode opened = app.open(home, file("large.bin", bytes.length, ",\"transfer\":\"single\""));
            assertThat(app.put(opened, bytes)).isEqualTo(201);
            app.commit(home, opened).expect(202);
            app.await(home, opened, upload -> upload.path("deliveredBytes").asLong() > FRAGMENT);

            app.relay.restartHost();

            app.await(home, opened, is("delivered"));
            assertThat(app.onDrive("kim", "large.bin")).isEqualTo(bytes);
            assertThat(app.relay.simulators().oneDrive().account("kim").bytesReceivedTwice())
                    .isLessThanOrEqualTo(FRAGMENT);
        }
    }

    /** Faults 8, 33: a redeployment while five are on their way at once. */
    @Test
    void everyUploadUnderWayIsDelivered_whenTheHostIsReplaced() throws Exception {
        int uploads = 5;
        // so that this one instance takes all five, however their tickets come
        try (var app = RunningApp.withHostJson(
                "\"newBatchThreshold\": 2",
                "\"newBatchThreshold\": 8",
                Map.of("RELAY_FRAGMENT_BYTES", Integer.toString(FRAGMENT / 5)))) {
            Linked home = app.linked("noor");
            var drive = app.relay.simulators().oneDrive().account("noor");
            drive.behaviours().bytesPerSecond = 1_000_000;
            List<JsonNode> opened = new ArrayList<>();
            for (int n = 0; n < uploads; n++) {
                JsonNode one = app.open(home, file("f" + n + ".bin", bytesOf(n).length, ",\"transfer\":\"single\""));
                assertThat(app.put(one, bytesOf(n))).isEqualTo(201);
                opened.add(one);
            }
            for (JsonNode one : opened) {
                app.commit(home, one).expect(202);
            }
            for (JsonNode one : opened) {
                app.await(home, one, upload -> upload.path("deliveredBytes").asLong() > 0);
            }
            for (JsonNode one : opened) {
                assertThat(app.await(home, one, upload -> true).path("state").asText())
                        .isEqualTo("relaying");
            }

            app.relay.restartHost();

            drive.behaviours().bytesPerSecond = 0;
            for (int n = 0; n < uploads; n++) {
                app.await(home, opened.get(n), is("delivered"));
                assertThat(app.onDrive("noor", "f" + n + ".bin")).isEqualTo(bytesOf(n));
            }
            System.out.printf(
                    "fault 33: %d of %d uploads delivered that were under way at once in a redeployment; %d bytes sent twice%n",
                    uploads, uploads, drive.bytesReceivedTwice());
            assertThat(drive.bytesReceivedTwice()).isLessThanOrEqualTo((long) uploads * FRAGMENT / 5);
            assertThat(drive.namesIn("").stream().filter(name -> name.startsWith("f")))
                    .hasSize(uploads);
            assertThat(app.relay.simulators().violations().all()).isEmpty();
        }
    }

    private static byte[] bytesOf(int number) {
        byte[] bytes = new byte[12_000_000 + number];
        new Random(number).nextBytes(bytes);
        return bytes;
    }

    @Test
    void cancelWhileATurnRunsEndsTheUpload_andNothingStaysOnTheDrive() throws Exception {
        try (var app = new RunningApp(Map.of("RELAY_FRAGMENT_BYTES", Integer.toString(FRAGMENT / 10)))) {
            Linked home = app.linked("sam");
            byte[] bytes = new byte[60_000_000];
            JsonNode opened = app.open(home, file("large.bin", bytes.length, ",\"transfer\":\"single\""));
            assertThat(app.put(opened, bytes)).isEqualTo(201);
            app.commit(home, opened).expect(202);
            app.await(
                    home,
                    opened,
                    upload -> upload.path("state").asText().equals("relaying")
                            && upload.path("deliveredBytes").asLong() > 0);

            assertThat(app.client
                            .home(
                                    home,
                                    "DELETE",
                                    "/uploads/" + opened.path("id").asText(),
                                    null)
                            .status())
                    .isEqualTo(202);
            app.await(home, opened, is("cancelled"));
            assertThat(app.commit(home, opened).status()).isEqualTo(409);
            assertThat(app.relay.simulators().oneDrive().account("sam").namesIn(""))
                    .doesNotContain("large.bin");
        }
    }
}
