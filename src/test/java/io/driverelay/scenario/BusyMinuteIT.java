package io.driverelay.scenario;

import static io.driverelay.scenario.RunningApp.backup;
import static io.driverelay.scenario.RunningApp.is;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.local.HomeClient.Linked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Homes make their backups at the same time of day. */
class BusyMinuteIT {
    private static final int HOMES = 10;
    private static final int BACKUPS = 100;
    private static final int SIZE = 400_000;

    /** A backup that was committed. */
    private record Sent(Linked home, JsonNode upload, int number) {}

    /** Fault 34: by the real clock, on one instance. */
    @Test
    void hundredBackupsOfTheSameMinuteAreAllDelivered() throws Exception {
        try (var app = new RunningApp(Map.of())) {
            List<Linked> homes = new ArrayList<>();
            for (int n = 0; n < HOMES; n++) {
                homes.add(app.linked(person(n)));
            }
            List<Sent> sent = new ArrayList<>();
            for (int n = 0; n < BACKUPS; n++) {
                Linked home = homes.get(n % HOMES);
                JsonNode opened = app.open(home, backup("b" + n + ".tar", SIZE, ",\"transfer\":\"single\""));
                assertThat(app.put(opened, bytesOf(n))).isEqualTo(201);
                sent.add(new Sent(home, opened, n));
            }
            for (Sent one : sent) {
                app.commit(one.home(), one.upload()).expect(202);
            }

            List<JsonNode> delivered = new ArrayList<>();
            for (Sent one : sent) {
                delivered.add(app.await(one.home(), one.upload(), is("delivered")));
            }

            tell(delivered);
            for (int n = 0; n < HOMES; n++) {
                assertThat(app.relay.simulators().oneDrive().account(person(n)).bytesReceivedTwice())
                        .isZero();
            }
            for (Sent one : sent) {
                String folder = app.client
                        .operator("GET", "/connections/" + one.home().id(), null)
                        .expect(200)
                        .at("/folder/name")
                        .asText();
                assertThat(app.onDrive(person(one.number() % HOMES), folder + "/b" + one.number() + ".tar"))
                        .isEqualTo(bytesOf(one.number()));
            }
            assertThat(app.relay.simulators().violations().all()).isEmpty();
        }
    }

    private static void tell(List<JsonNode> delivered) {
        Instant first = delivered.stream()
                .map(one -> time(one, "committedAt"))
                .min(Instant::compareTo)
                .orElseThrow();
        Instant last = delivered.stream()
                .map(one -> time(one, "endedAt"))
                .max(Instant::compareTo)
                .orElseThrow();
        Duration longest = delivered.stream()
                .map(one -> Duration.between(time(one, "committedAt"), time(one, "endedAt")))
                .max(Duration::compareTo)
                .orElseThrow();
        Duration makespan = Duration.between(first, last);
        System.out.printf(
                "fault 34: %d of %d backups delivered, by the real clock: makespan %.1f s, longest wait %.1f s%n",
                delivered.size(), BACKUPS, makespan.toMillis() / 1000.0, longest.toMillis() / 1000.0);
        assertThat(makespan).isLessThan(Duration.ofMinutes(1));
    }

    private static Instant time(JsonNode upload, String field) {
        return Instant.parse(upload.path(field).asText());
    }

    private static String person(int number) {
        return "busy" + number;
    }

    private static byte[] bytesOf(int number) {
        byte[] bytes = new byte[SIZE];
        new Random(number).nextBytes(bytes);
        return bytes;
    }
}
