package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driverelay.intake.Opened;
import io.driverelay.intake.Opener;
import io.driverelay.push.Push;
import io.driverelay.telemetry.Trace;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Ticket;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One query by an upload's trace shows its whole way, with the time of each part. */
class JourneyTest extends FaultyWorld {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @RegisterExtension
    final Trail trail = new Trail();

    private Upload committed(byte[] content) {
        var opener = new Opener(home.connection(), home.key, Optional.of(new Trace(TRACE)));
        Opened opened =
                home.open.openings(opener).open(home.file("f.bin", content.length, Conflict.REPLACE), Optional.empty());
        home.clock.move(Duration.ofSeconds(30));
        home.staging.put(opened.upload().staged().blob(), content);
        Upload committed = home.commit.commit(home.connectionId, opened.upload().id());
        home.clock.move(Duration.ofSeconds(2));
        return committed;
    }

    private List<JsonNode> told() {
        return trail.lines.stream()
                .filter(line -> line.contains(TRACE))
                .map(JourneyTest::json)
                .toList();
    }

    private JsonNode only(String event) {
        List<JsonNode> all = told().stream()
                .filter(line -> line.path("event").asText().equals(event))
                .toList();
        assertThat(all).as(event).hasSize(1);
        return all.get(0);
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(line, e);
        }
    }

    @Test
    void quietUploadsWayIsTold_inItsOrder() {
        Upload upload = committed(CONTENT);
        home.serveTickets();

        assertThat(told())
                .allSatisfy(line -> assertThat(line.path("uploadId").asText()).isEqualTo(upload.id()));
        assertThat(told().stream()
                        .map(line -> line.path("event").asText())
                        .filter(event -> !event.equals("drive-calls")))
                .containsExactly(
                        "upload-opened",
                        "upload-committed",
                        "turn-began",
                        "session-opened",
                        "sending-began",
                        "session-left",
                        "upload-delivered",
                        "turn-ended");
        JsonNode delivered = only("upload-delivered");
        assertThat(delivered.path("openedToCommittedMs").asLong()).isEqualTo(30_000);
        assertThat(delivered.path("queuedMs").asLong()).isEqualTo(2_000);
        assertThat(delivered.path("totalMs").asLong())
                .isEqualTo(32_000 + delivered.path("relayMs").asLong());
        assertThat(delivered.path("sentBytes").asLong()).isEqualTo(CONTENT.length);
        assertThat(delivered.path("sentTwiceBytes").asLong()).isZero();
        assertThat(delivered.path("turns").asInt()).isEqualTo(1);
        assertThat(only("turn-began").path("lateMs").asLong()).isEqualTo(2_000);
        assertThat(only("session-left").path("outcome").asText()).isEqualTo("completed");
    }

    @Test
    void whatIsAskedOfADriveIsToldByKind_withMicrosoftsIds() {
        committed(CONTENT);
        home.serveTickets();

        List<JsonNode> calls = told().stream()
                .filter(line -> line.path("event").asText().equals("drive-calls"))
                .toList();
        assertThat(calls).extracting(line -> line.path("call").asText()).doesNotHaveDuplicates();
        JsonNode fragments = calls.stream()
                .filter(line -> line.path("call").asText().equals("sendFragment"))
                .findFirst()
                .orElseThrow();
        assertThat(fragments.path("calls").asInt()).isGreaterThan(1);
        assertThat(fragments.path("sentBytes").asLong()).isEqualTo(CONTENT.length);
        assertThat(fragments.has("callsFailed")).isFalse();
        // those go to the upload host, of which none is known
        assertThat(calls)
                .filteredOn(line -> !line.equals(fragments))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.path("requestId").asText()).matches("[0-9a-f-]{36}"));
    }

    @Test
    void whatWasSentInVainIsCounted_overItsTurns() {
        Upload upload = committed(CONTENT);
        drive().flips.set(1);
        home.serveUntilQuiet(LONG);

        assertThat(home.find(upload).state()).isEqualTo(UploadState.DELIVERED);
        JsonNode delivered = only("upload-delivered");
        assertThat(delivered.path("sentTwiceBytes").asLong()).isEqualTo(CONTENT.length);
        assertThat(delivered.path("mismatches").asInt()).isEqualTo(1);
        assertThat(delivered.path("sessions").asInt()).isEqualTo(2);
        assertThat(home.find(upload).journey().sentBytes()).isEqualTo(2L * CONTENT.length);
        assertThat(home.account().bytesReceived()).isEqualTo(2L * CONTENT.length);
    }

    @Test
    void refusedFragmentIsToldWithItsStatus_andTheTry() {
        committed(CONTENT);
        answerNext(1, "PUT", sessions(), 503, "serviceNotAvailable");
        home.serveUntilQuiet(LONG);

        assertThat(only("try-failed").path("attempt").asInt()).isEqualTo(1);
        assertThat(told())
                .filteredOn(line -> line.path("call").asText().equals("sendFragment"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.path("callsFailed").asInt()).isEqualTo(1);
                    assertThat(line.path("failedStatus").asInt()).isEqualTo(503);
                });
    }

    @Test
    void messagesCarryTheTrace() {
        Upload upload = committed(CONTENT);

        assertThat(home.tickets.stream().map(Ticket::traceparent).map(Trace::of))
                .containsExactly(Optional.of(new Trace(TRACE)));
        assertThat(Trace.of(Push.of(upload).traceparent())).hasValue(new Trace(TRACE));
    }

    @Test
    void cancelledUploadTellsItsEnd() {
        Upload upload = committed(CONTENT);
        home.cancel.cancel(home.connectionId, upload.id(), true);

        assertThat(only("upload-cancelled").path("openedToCommittedMs").asLong())
                .isEqualTo(30_000);
        assertThat(only("upload-cancelled").path("sentBytes").asLong()).isZero();
    }

    /** What an older version wrote back has no journey: the upload goes on, and has a trace that stays. */
    @Test
    void recordOfAnOlderVersionHasATraceOfItsOwn() {
        Upload upload = file("f.bin", CONTENT, Conflict.REPLACE);
        BlobClient record = new BlobServiceClientBuilder()
                .connectionString(home.connectionString)
                .buildClient()
                .getBlobContainerClient("uploads")
                .getBlobClient(home.connectionId + "/" + upload.id() + ".json");
        String now = record.downloadContent().toString();
        String older = now.replaceFirst(",\"journey\":\\{[^}]*}", "");
        assertThat(older).isNotEqualTo(now);
        var mark = record.getProperties().getMetadata();
        record.upload(BinaryData.fromString(older), true);
        record.setMetadata(mark);

        Upload read = home.find(upload);
        assertThat(read.trace()).isEqualTo(upload.trace()).isEqualTo(Trace.derivedFrom(upload.id()));
        home.serveUntilQuiet(LONG);
        assertArrived(upload);
        assertThat(trail.of("upload-delivered"))
                .singleElement()
                .asString()
                .contains(read.trace().id());
    }
}
