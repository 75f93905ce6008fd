package io.driverelay.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What a drive may do otherwise than documented, each once. */
class BehavioursTest extends SimulatorTest {
    private static final String APP = "/me/drive/special/approot";
    private static final String ZEROS = "A".repeat(27) + "=";

    private JsonNode complete(String name) throws Exception {
        return json(fragment(session(name, 10), 0, 10, 10));
    }

    private JsonNode item(String name) throws Exception {
        return json(graph("GET", APP + ":/" + name, null));
    }

    private static String hash(JsonNode item) {
        return item.path("file").path("hashes").path("quickXorHash").asText(null);
    }

    private JsonNode ranges(String url) throws Exception {
        return json(send("GET", url, null, Map.of())).path("nextExpectedRanges");
    }

    private static String text(JsonNode ranges) {
        return String.join(
                ",",
                StreamSupport.stream(ranges.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }

    @Test
    void hashIsAbsentOrWrongOrLate() throws Exception {
        Behaviours now = account().behaviours();
        String right = hash(complete("a"));
        now.hash = Behaviours.Hash.NONE;
        assertThat(hash(item("a"))).isNull();
        now.hash = Behaviours.Hash.HEX;
        assertThat(hash(item("a"))).matches("[0-9a-f]{40}");
        now.hash = Behaviours.Hash.EMPTY;
        assertThat(hash(item("a"))).isEmpty();
        now.hash = Behaviours.Hash.ZEROS;
        assertThat(hash(item("a"))).isEqualTo(ZEROS);
        now.hash = Behaviours.Hash.LATE;
        assertThat(hash(complete("b"))).isEqualTo(ZEROS);
        assertThat(hash(item("b"))).isEqualTo(right);
    }

    @Test
    void timesAreIgnoredOrRoundedOrOutOfRange() throws Exception {
        Behaviours now = account().behaviours();
        complete("a");
        String id = account().idOf("a");
        graph("PATCH", "/me/drive/items/" + id, time("2001-02-03T04:05:06.789Z"));
        assertThat(shownTime()).isEqualTo("2001-02-03T04:05:06.789Z");
        now.times = Behaviours.Times.SECONDS;
        assertThat(shownTime()).isEqualTo("2001-02-03T04:05:06Z");
        now.times = Behaviours.Times.IGNORED;
        assertThat(shownTime()).startsWith("20").isNotEqualTo("2001-02-03T04:05:06.789Z");
        now.times = Behaviours.Times.IN_2107;
        assertThat(shownTime()).startsWith("2107");
    }

    private static String time(String text) {
        return "{\"fileSystemInfo\":{\"lastModifiedDateTime\":\"" + text + "\"}}";
    }

    private String shownTime() throws Exception {
        return item("a").path("fileSystemInfo").path("lastModifiedDateTime").asText();
    }

    @Test
    void lastAnswerIsNoItem_thoughTheFileIsComplete() throws Exception {
        for (var answer : Behaviours.LastAnswer.values()) {
            account().behaviours().lastAnswer = answer;
            var reply = fragment(session(answer.name(), 10), 0, 10, 10);
            boolean whole = answer != Behaviours.LastAnswer.HTML
                    && json(reply).has("size")
                    && json(reply).has("eTag");
            assertThat(whole).isEqualTo(answer == Behaviours.LastAnswer.ITEM);
            assertThat(item(answer.name()).path("size").asInt()).isEqualTo(10);
        }
        account().behaviours().itemsWithout = Set.of("size");
        assertThat(item("ITEM").has("size")).isFalse();
    }

    @Test
    void answersAreLostAfterTheFragmentWasTaken_theLastOneToo() throws Exception {
        account().behaviours().lostAnswers.set(1);
        account().behaviours().lostLastAnswers.set(1);
        String url = session("a", UNIT + 5);
        assertThatThrownBy(() -> fragment(url, 0, UNIT, UNIT + 5)).isInstanceOf(IOException.class);
        assertThat(text(ranges(url))).isEqualTo(UNIT + "-");
        assertThatThrownBy(() -> fragment(url, UNIT, 5, UNIT + 5)).isInstanceOf(IOException.class);
        assertThat(item("a").path("size").asInt()).isEqualTo(UNIT + 5);
    }

    @Test
    void partOfACutFragmentIsKept_andTheRestFitsToIt() throws Exception {
        Behaviours now = account().behaviours();
        now.cutFragments.set(1);
        now.cutAfterBytes = 1000;
        now.keepsCutFragments = true;
        String url = session("a", UNIT + 5);
        assertThatThrownBy(() -> fragment(url, 0, UNIT, UNIT + 5)).isInstanceOf(IOException.class);
        assertThat(text(ranges(url))).isEqualTo("1000-");
        assertThat(fragment(url, 1000, UNIT - 1000, UNIT + 5).statusCode()).isEqualTo(202);
        assertThat(fragment(url, UNIT, 5, UNIT + 5).statusCode()).isEqualTo(201);
        assertThat(account().bytesReceived()).isEqualTo(UNIT + 5);
        assertThat(account().bytesReceivedTwice()).isZero();
        assertThat(simulators.violations().all()).isEmpty();
    }

    @Test
    void rangesAreToldInEveryForm() throws Exception {
        String url = session("a", 4 * UNIT);
        fragment(url, 0, UNIT, 4 * UNIT);
        Behaviours now = account().behaviours();
        now.ranges = Behaviours.Ranges.CLOSED;
        assertThat(text(ranges(url))).isEqualTo(UNIT + "-" + (4 * UNIT - 1));
        now.ranges = Behaviours.Ranges.SEVERAL;
        assertThat(text(ranges(url))).isEqualTo(UNIT + "-" + (2 * UNIT - 1) + "," + 2 * UNIT + "-" + (4 * UNIT - 1));
        now.ranges = Behaviours.Ranges.EMPTY;
        assertThat(ranges(url)).isEmpty();
        now.ranges = Behaviours.Ranges.ABSENT;
        assertThat(ranges(url).isMissingNode()).isTrue();
    }

    @Test
    void driveForgetsFragments_atOnceOrLater() throws Exception {
        String url = session("a", 3 * UNIT);
        account().behaviours().forgottenFragments.set(1);
        assertThat(text(json(fragment(url, 0, UNIT, 3 * UNIT)).path("nextExpectedRanges")))
                .isEqualTo("0-");
        fragment(url, 0, UNIT, 3 * UNIT);
        fragment(url, UNIT, UNIT, 3 * UNIT);
        account().behaviours().fallsBack.set(1);
        assertThat(fragment(url, 2 * UNIT, UNIT, 3 * UNIT).statusCode()).isEqualTo(416);
        assertThat(text(ranges(url))).isEqualTo(UNIT + "-");
        fragment(url, UNIT, UNIT, 3 * UNIT);
        assertThat(fragment(url, 2 * UNIT, UNIT, 3 * UNIT).statusCode()).isEqualTo(201);
    }

    @Test
    void sessionsAreHiddenAtFirst_orGoneAtAFragment_orRefuseEveryFragment() throws Exception {
        HandMovedTime time = time();
        Behaviours now = account().behaviours();
        now.sessionsHiddenSeconds = 5;
        String hidden = session("a", 10);
        assertThat(fragment(hidden, 0, 10, 10).statusCode()).isEqualTo(404);
        time.move(Duration.ofSeconds(5));
        assertThat(fragment(hidden, 0, 10, 10).statusCode()).isEqualTo(201);

        now.sessionsHiddenSeconds = 0;
        now.sessionGoneAtFragment = 2;
        String gone = session("b", 2 * UNIT);
        assertThat(fragment(gone, 0, UNIT, 2 * UNIT).statusCode()).isEqualTo(202);
        assertThat(fragment(gone, UNIT, UNIT, 2 * UNIT).statusCode()).isEqualTo(404);
        assertThat(send("GET", gone, null, Map.of()).statusCode()).isEqualTo(404);

        now.cursedSessions.set(1);
        now.asking.next(1, 400, "invalidRequest");
        String cursed = session("c", 10);
        assertThat(fragment(cursed, 0, 10, 10).statusCode()).isEqualTo(412);
        assertThat(send("GET", cursed, null, Map.of()).statusCode()).isEqualTo(400);
        assertThat(fragment(cursed, 0, 10, 10).statusCode()).isEqualTo(412);
        assertThat(fragment(session("c", 10), 0, 10, 10).statusCode()).isEqualTo(201);
    }

    @Test
    void callsAreRefused_soManyTimes() throws Exception {
        complete("a");
        String byId = "/me/drive/items/" + account().idOf("a");
        Behaviours now = account().behaviours();
        now.filesById.next(1, 404, "itemNotFound");
        now.patches.next(1, 423, "resourceLocked");
        now.deletions.next(1, 412, "resourceModified");
        now.openings.next(1, 400, "html");
        assertThat(graph("GET", byId, null).statusCode()).isEqualTo(404);
        assertThat(item("a").path("size").asInt()).isEqualTo(10);
        assertThat(graph("GET", byId, null).statusCode()).isEqualTo(200);
        assertThat(graph("PATCH", byId, "{}").statusCode()).isEqualTo(423);
        assertThat(graph("PATCH", byId, "{}").statusCode()).isEqualTo(200);
        var opening = graph("POST", APP + ":/b:/createUploadSession", "{}");
        assertThat(new String(opening.body(), StandardCharsets.UTF_8)).startsWith("<html>");
        assertThat(graph("DELETE", byId, null).statusCode()).isEqualTo(412);
        assertThat(graph("DELETE", byId, null).statusCode()).isEqualTo(204);
        now.everything.always(403, "serviceReadOnly");
        assertThat(graph("GET", APP, null).statusCode()).isEqualTo(403);
        now.everything.end();
        assertThat(graph("GET", APP, null).statusCode()).isEqualTo(200);
    }

    @Test
    void flippedByteIsInTheContentAndItsHash() throws Exception {
        String right = hash(complete("a"));
        account().behaviours().flips.set(1);
        assertThat(hash(complete("b"))).isNotEqualTo(right);
        assertThat(account().contentOf("b").orElseThrow()).hasBinaryContent(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        assertThat(hash(complete("c"))).isEqualTo(right);
    }

    @Test
    void belowAFileNothingCanBe() throws Exception {
        complete("a");
        for (int status : new int[] {400, 404, 405, 409}) {
            account().behaviours().belowAFileStatus = status;
            assertThat(graph("GET", APP + ":/a/b", null).statusCode()).isEqualTo(status);
            assertThat(graph("POST", APP + ":/a/b:/createUploadSession", "{}").statusCode())
                    .isEqualTo(status);
            assertThat(graph("POST", APP + ":/a:/children", "{\"name\":\"b\"}").statusCode())
                    .isEqualTo(status);
        }
    }

    @Test
    void driveIsToldOtherwise() throws Exception {
        Behaviours now = account().behaviours();
        String id = account().driveId();
        now.driveId = Behaviours.DriveId.NO_LEADING_ZERO;
        assertThat(id).startsWith("0");
        assertThat(drive().path("id").asText()).isEqualTo(id.replaceFirst("^0+", ""));
        now.driveId = Behaviours.DriveId.LOWER_CASE;
        assertThat(drive().path("id").asText()).isEqualTo(id.toLowerCase(java.util.Locale.ROOT));
        now.quota = Behaviours.QuotaShown.ZEROS;
        assertThat(drive().path("quota").path("total").asInt(-1)).isZero();
        now.quota = Behaviours.QuotaShown.MISSING;
        assertThat(drive().has("quota")).isFalse();
        now.drive.next(1, 200, "generalException");
        assertThat(drive().has("error")).isTrue();
        now.drive.next(1, 200, "{}");
        assertThat(drive()).isEmpty();
    }

    private JsonNode drive() throws Exception {
        return json(graph("GET", "/me/drive", null));
    }

    @Test
    void answersAreLostOrTrickleOrStall_andTheStallEndsWithTheSimulators() throws Exception {
        simulators.faults().loseNext(1, "POST", "createUploadSession");
        assertThatThrownBy(() -> session("a", 10)).isInstanceOf(IOException.class);
        assertThat(account().openSessions()).isEqualTo(1);
        simulators.faults().trickleNext(1, "GET", "/me/drive$");
        var request = HttpRequest.newBuilder(URI.create(simulators.oneDrive().graphUrl() + "/me/drive"))
                .header("Authorization", "Bearer " + token)
                .build();
        try (var body = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofInputStream())
                .body()) {
            assertThat(body.read()).isEqualTo('{');
            assertThat(body.available()).isLessThan(10);
        }
        int mark = account().calls().size();

        simulators.faults().stallNext(1, "GET", "/me/drive$");
        var closer = new Thread(() -> {
            while (account().callsSince(mark).isEmpty()) {
                Thread.onSpinWait();
            }
            simulators.close();
        });
        closer.start();
        assertThatThrownBy(this::drive).isInstanceOf(IOException.class);
        closer.join();
    }

    @Test
    void behavioursAreSetThroughTheDoor_andUnknownOnesRefused() throws Exception {
        String door = simulators
                .oneDrive()
                .graphUrl()
                .resolve("/_simulator/behaviours")
                .toString();
        String good = "{\"person\":\"alex\",\"hash\":\"NONE\",\"flips\":2,\"patches\":{\"times\":1,\"status\":412,"
                + "\"code\":\"resourceModified\"}}";
        assertThat(send("PUT", door, good.getBytes(StandardCharsets.UTF_8), Map.of())
                        .statusCode())
                .isEqualTo(204);
        assertThat(account().behaviours().hash).isEqualTo(Behaviours.Hash.NONE);
        assertThat(account().behaviours().flips).hasValue(2);
        assertThat(account().behaviours().patches.take()).isPresent();
        byte[] bad = "{\"hsah\":\"NONE\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(send("PUT", door, bad, Map.of()).statusCode()).isEqualTo(400);
    }
}
