package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driverelay.function.DiagnosticsDoor;
import io.driverelay.upload.Conflict;
import java.time.Duration;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import org.junit.jupiter.api.Test;

/** What a maintainer is told of a home. */
class DiagnosticsTest extends FaultyWorld {
    private final DoorCalls calls = new DoorCalls(new ConsoleHandler());
    private final DiagnosticsDoor door =
            new DiagnosticsDoor(home.diagnose, Map.of("CONTENT_STORAGE", "set"), home.clock);

    @Test
    void drivesAnswersAreToldWithTheirRequestIds_onceForEachKind() throws Exception {
        for (int n = 0; n < 3; n++) {
            home.account().behaviours().everything.next(1, 503, "serviceNotAvailable");
            home.check.check(home.connection());
            home.clock.move(Duration.ofSeconds(61));
        }

        JsonNode faults = diagnostics().path("faults");
        assertThat(faults).hasSize(1);
        assertThat(faults.at("/0/kind").asText()).isIn("unreachable", "throttled");
        assertThat(faults.at("/0/times").asInt()).isEqualTo(3);
        assertThat(faults.at("/0/words").asText()).contains("503", "serviceNotAvailable", "request-id ");
    }

    @Test
    void withinAMinuteOneOfAKindIsNoted() throws Exception {
        home.account().behaviours().everything.next(2, 503, "serviceNotAvailable");
        home.check.check(home.connection());
        home.check.check(home.connection());

        assertThat(diagnostics().at("/faults/0/times").asInt()).isEqualTo(1);
    }

    @Test
    void signInServicesAnswerIsToldWithItsTraceId() throws Exception {
        home.clock.move(Duration.ofHours(2));
        home.simulators.authority().revoke(home.person);
        home.check.check(home.connection());

        JsonNode found = diagnostics();
        assertThat(found.at("/faults/0/kind").asText()).isEqualTo("signInService");
        assertThat(found.at("/faults/0/words").asText()).contains("invalid_grant", "trace_id ");
        assertThat(found.at("/connection/doubt/refusals").asInt()).isEqualTo(1);
    }

    @Test
    void uploadsAreCountedByHowTheyStand_withoutTheirNames() throws Exception {
        home.committed(home.file("private-name-1.bin", 3, Conflict.REPLACE), new byte[3]);
        home.committed(home.file("private-name-2.bin", 4, Conflict.REPLACE), new byte[4]);

        JsonNode found = diagnostics();
        assertThat(found.at("/uploads/0/state").asText()).isEqualTo("queued");
        assertThat(found.at("/uploads/0/count").asInt()).isEqualTo(2);
        assertThat(found.at("/uploads/0/sizeBytes").asLong()).isEqualTo(7);
        assertThat(found.at("/connection/folder/path").asText()).isNotEmpty();
        assertThat(found.toString()).doesNotContain("private-name", home.person, home.key.sha256());
    }

    @Test
    void faultsGoWithTheConnectionsStatus() {
        home.account().behaviours().everything.next(1, 503, "serviceNotAvailable");
        home.check.check(home.connection());
        assertThat(home.faults.find(home.connectionId)).isPresent();

        home.statuses.delete(home.connectionId);
        assertThat(home.faults.find(home.connectionId)).isEmpty();
    }

    /** As version 1.0.0 writes them, and beside it a kind that is no more, or not yet. */
    @Test
    void faultOfAnotherVersionsKindHidesNoneOfTheOthers() throws Exception {
        String kept = """
                {"faults":[
                {"kind":"WEATHER","firstAt":"2026-03-01T10:00:00Z","lastAt":"2026-03-01T10:00:00Z","times":1,"words":"rain"},
                {"kind":"DENIED","firstAt":"2026-03-01T10:00:00Z","lastAt":"2026-03-01T11:00:00Z","times":2,"words":"403"}]}""";
        new BlobServiceClientBuilder()
                .connectionString(home.connectionString)
                .buildClient()
                .getBlobContainerClient("status")
                .getBlobClient(home.connectionId + ".faults.json")
                .upload(BinaryData.fromString(kept), true);

        assertThat(diagnostics().path("faults")).hasSize(1);
        assertThat(diagnostics().at("/faults/0/kind").asText()).isEqualTo("denied");

        home.account().behaviours().everything.next(1, 503, "serviceNotAvailable");
        home.check.check(home.connection());
        assertThat(diagnostics().path("faults").findValuesAsText("kind")).containsExactly("unreachable", "denied");
    }

    private JsonNode diagnostics() throws Exception {
        DoorCalls.Answer answer = calls.call(
                Map.of(), Map.of(), null, (request, context) -> door.diagnostics(request, home.connectionId, context));
        assertThat(answer.status()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }
}
