package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.connection.HomeKeys;
import io.driverelay.function.DiagnosticsDoor;
import io.driverelay.function.WatchDoors;
import io.driverelay.intake.StagedContent;
import io.driverelay.intake.WatchUploads;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Upload;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a home is told while the instance that carried its upload is dead: what is waited for, and no time that is over. */
class AbandonedTurnTest extends FaultyWorld {
    private final DoorCalls calls = new DoorCalls(new Canaries());
    private final HomeKeys.NewKey key = home.keys.create(home.connectionId, "watcher", Set.of(), null);
    private final WatchDoors watch = new WatchDoors(
            home.keys,
            new WatchUploads(home.uploads, new StagedContent(home.staging)),
            home.retry,
            home.cancel,
            home.clock);

    @Test
    void itsClaimIsToldWhileItLasts_andThenThatAnotherGoesOn() {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        drive().lostAnswers.set(1);
        serveUntilKilled();
        Instant until = home.find(upload).standing().claim().until();

        JsonNode claimed = shown(upload);
        assertThat(claimed.path("state").asText()).isEqualTo("relaying");
        assertThat(Instant.parse(claimed.path("claimedUntil").asText()))
                .isEqualTo(until.truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
        assertThat(claimed.has("nextAttemptAt")).isFalse();

        home.clock.move(Duration.between(home.clock.instant(), until).plusSeconds(1));
        JsonNode over = shown(upload);
        assertThat(over.path("state").asText()).isEqualTo("queued");
        assertThat(over.has("claimedUntil")).isFalse();
        assertThat(over.has("nextAttemptAt")).isFalse();
        assertThat(over.path("detail").asText()).contains("stopped half way", "within ten minutes");
        assertThat(diagnosed().at("/uploads/0/nextAttemptAt").isNull()).isTrue();

        home.passTime(Duration.ofMinutes(10));
        assertArrived(upload);
    }

    @Test
    void queuedUploadThatIsDueTellsNoTime_andAWaitingOneTheTimeToCome() {
        Upload upload = file("f.bin", CONTENT, Conflict.FAIL);
        assertThat(shown(upload).has("nextAttemptAt")).isFalse();
        assertThat(shown(upload).has("detail")).isFalse();

        drive().openings.always(503, "serviceNotAvailable");
        home.serveTickets();
        Instant next = Instant.parse(shown(upload).path("nextAttemptAt").asText());
        assertThat(next).isAfter(home.clock.instant());
        assertThat(diagnosed().at("/uploads/0/nextAttemptAt").asText()).isEqualTo(next.toString());
        home.clock.move(Duration.ofMinutes(20));
        assertThat(shown(upload).has("nextAttemptAt")).isFalse();
    }

    private JsonNode shown(Upload upload) {
        return CanaryDoors.json(calls.call(
                Map.of(),
                Map.of("x-home-key", key.key()),
                null,
                (request, context) -> watch.get(request, home.connectionId, upload.id(), context)));
    }

    private JsonNode diagnosed() {
        var door = new DiagnosticsDoor(home.diagnose, Map.of(), home.clock);
        return CanaryDoors.json(calls.call(
                Map.of(), Map.of(), null, (request, context) -> door.diagnostics(request, home.connectionId, context)));
    }
}
