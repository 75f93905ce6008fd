package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What waits, or has failed and wants somebody, is told as long as it does: who looks back on a day finds it. */
class UploadStandsTest extends FaultyWorld {
    @RegisterExtension
    final Trail trail = new Trail();

    @Test
    void uploadThatWaitsForDaysIsToldOnceAnHour_andSinceWhen() {
        home.simulators.authority().revoke(home.person);
        home.passTime(Duration.ofHours(3));
        Upload upload = file("f.bin", new byte[5], Conflict.FAIL);
        home.serveTickets();
        longAfterwards();

        assertThat(home.find(upload).standing().reason()).isEqualTo(Reason.SIGN_IN);
        assertThat(trail.of("upload-waits")).isEmpty();
        assertThat(told())
                .hasSizeBetween(5, 6)
                .allSatisfy(line -> assertThat(members(line))
                        .containsExactly(
                                Map.entry("event", "upload-stands"),
                                Map.entry("traceId", upload.trace().id()),
                                Map.entry("uploadId", upload.id()),
                                Map.entry("connectionId", home.connectionId),
                                Map.entry("kind", "file"),
                                Map.entry("uploadState", "waiting"),
                                Map.entry("reason", "signIn"),
                                Map.entry("sizeBytes", "5"),
                                Map.entry(
                                        "sinceAt", upload.times().committedAt().toString())));

        home.signIn(home.person);
        home.serveTickets();
        assertThat(home.find(upload).state()).isEqualTo(UploadState.DELIVERED);
        longAfterwards();
        assertThat(told()).isEmpty();
    }

    @Test
    void uploadThatFailedIsToldUntilSomebodyLooks_andAnewWhereItFailsAgain() {
        Upload upload = failed();
        assertStandsFailedFor(upload);

        home.retry.retry(home.connectionId, upload.id());
        home.serveTickets();
        assertStandsFailedFor(upload);

        home.cancel.cancel(home.connectionId, upload.id(), true);
        longAfterwards();
        assertThat(told()).isEmpty();
    }

    @Test
    void uploadThatFailedIsToldNoMoreOnceItExpired() {
        Upload upload = failed();
        home.clock.move(Duration.ofDays(6));
        longAfterwards();
        assertThat(told()).isEmpty();
        assertThat(home.find(upload).state()).isEqualTo(UploadState.EXPIRED);
        assertThat(told()).isEmpty();
    }

    /** Its record is not read for it. */
    @Test
    void uploadWhoseMarkAnOlderVersionWroteIsToldOfByWhatThatKnows() {
        Upload upload = failed();
        var records = new StoredRecords(home.connectionString);
        String place = "uploads/" + home.connectionId + "/" + upload.id() + ".json";
        Map<String, String> mark = new HashMap<>(records.metadata(place));
        assertThat(mark.keySet()).contains("trace", "kind");
        mark.keySet().removeAll(Set.of("trace", "kind", "retried"));
        records.restore(place, records.read(place), mark);
        home.passTime(Duration.ofHours(2));

        assertThat(told())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(members(line))
                        .extracting(Map.Entry::getKey)
                        .containsExactly(
                                "event", "uploadId", "connectionId", "uploadState", "reason", "sizeBytes", "sinceAt"));
    }

    @Test
    void whereTheLastPassesNoteIsLostEachIsToldAtItsOwnTimeAllTheSame() {
        Upload upload = failed();
        long into = Math.floorMod(
                home.clock.instant().getEpochSecond() - upload.id().hashCode(), 3600L);
        home.clock.move(Duration.ofHours(2).minusSeconds(into).minusMinutes(30));
        home.upkeep.pass();
        new StoredRecords(home.connectionString).restore("status/upkeep.json", "null", Map.of());
        trail.lines.clear();
        home.upkeep.pass();
        assertThat(told()).isEmpty();

        home.passTime(Duration.ofHours(1));
        assertThat(told()).hasSize(1);
    }

    @Test
    void uploadThatWasOvertakenWantsNobody() {
        Upload older = file("f.bin", CONTENT, Conflict.REPLACE);
        leaveInMidSession(older);
        file("f.bin", new byte[6], Conflict.REPLACE);
        home.serveUntilQuiet(LONG);
        assertThat(home.find(older).standing().reason()).isEqualTo(Reason.SUPERSEDED);
        longAfterwards();

        assertThat(home.find(older).state()).isEqualTo(UploadState.FAILED);
        assertThat(told()).isEmpty();
    }

    /** Its failed uploads can be tried no more, and their content has no owner. */
    @Test
    void removedConnectionsUploadsWantNobody() {
        Upload upload = failed();
        home.remove.remove(home.connectionId);
        longAfterwards();

        assertThat(home.find(upload).state()).isEqualTo(UploadState.EXPIRED);
        assertThat(home.staging.content(upload.staged().blob())).isEmpty();
        assertThat(told()).isEmpty();
    }

    /** As a version left them that ended no failed uploads with their connection. */
    @Test
    void failedUploadWhoseConnectionIsGoneWantsNobody() {
        Upload upload = failed();
        home.connections.delete(home.connectionId);
        longAfterwards();

        assertThat(home.find(upload).state()).isEqualTo(UploadState.FAILED);
        assertThat(told()).isEmpty();
    }

    private Upload failed() {
        putByAnotherApp("f.bin", new byte[3]);
        Upload upload = file("f.bin", new byte[5], Conflict.FAIL);
        home.serveTickets();
        assertThat(home.find(upload).standing().reason()).isEqualTo(Reason.NAME_TAKEN);
        trail.lines.clear();
        return upload;
    }

    /** Five hours, a day and a half from now. */
    private void longAfterwards() {
        home.clock.move(Duration.ofHours(37));
        home.passTime(Duration.ofHours(1));
        trail.lines.clear();
        home.passTime(Duration.ofHours(5));
    }

    private void assertStandsFailedFor(Upload upload) {
        longAfterwards();
        String failedAt = home.find(upload).times().endedAt().toString();

        assertThat(told())
                .hasSizeBetween(5, 6)
                .allSatisfy(line -> assertThat(members(line))
                        .contains(
                                Map.entry("uploadState", "failed"),
                                Map.entry("reason", "nameTaken"),
                                Map.entry("sinceAt", failedAt)));
    }

    private List<JsonNode> told() {
        return trail.of("upload-stands").stream().map(UploadStandsTest::json).toList();
    }

    private static List<Map.Entry<String, String>> members(JsonNode line) {
        return line.properties().stream()
                .map(member -> Map.entry(member.getKey(), member.getValue().asText()))
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(line, e);
        }
    }
}
