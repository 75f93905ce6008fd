package io.driverelay.scenario;

import static io.driverelay.scenario.RunningApp.file;
import static io.driverelay.scenario.RunningApp.is;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.local.HomeClient.Linked;
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
