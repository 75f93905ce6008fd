package io.driverelay.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveFault.Kind;
import io.driverelay.drive.DriveState;
import io.driverelay.drive.Quota;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What OneDrive's answers mean. */
class GraphAnswersTest {
    private static final Instant NOW = Instant.parse("2026-01-08T10:30:00Z");
    private final GraphFaults faults = new GraphFaults(Clock.fixed(NOW, ZoneOffset.UTC));

    private static GraphReply reply(int status, Map<String, String> headers, String body) {
        return GraphReply.of(
                status, name -> Optional.ofNullable(headers.get(name)), body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "401, '', DENIED",
        "403, accessDenied, DENIED",
        "403, serviceReadOnly, READ_ONLY",
        "404, itemNotFound, NOT_FOUND",
        "409, nameAlreadyExists, NAME_TAKEN",
        "412, resourceModified, CHANGED",
        "423, '', UNREACHABLE",
        "429, activityLimitReached, THROTTLED",
        "400, invalidRequest, REFUSED",
        "500, generalException, UNREACHABLE",
        "502, '', UNREACHABLE",
        "503, '', UNREACHABLE",
        "504, '', UNREACHABLE",
        "509, '', UNREACHABLE",
        "507, '', NO_SPACE",
        "403, quotaLimitReached, NO_SPACE",
        "429, quotaLimitReached, THROTTLED",
        "503, nameAlreadyExists, UNREACHABLE",
        "425, '', UNREACHABLE",
        "408, '', UNREACHABLE",
        "302, '', UNREACHABLE",
        "405, '', REFUSED",
        "400, pathIsTooLong, NAME_REFUSED",
        "400, pathTooDeep, NAME_REFUSED",
        "400, invalidPath, NAME_REFUSED",
        "403, nameContainsInvalidCharacters, NAME_REFUSED",
        "413, maxFileSizeExceeded, NAME_REFUSED",
        "414, '', REFUSED",
        "500, pathIsTooLong, UNREACHABLE",
        "403, malwareDetected, CONTENT_REFUSED",
        "409, virusSuspicious, CONTENT_REFUSED",
        "403, resourceBeingProvisioned, UNREACHABLE",
        "404, provisioningNotAllowed, UNREACHABLE"
    })
    void callIsClassifiedByStatusAndInnermostCode(int status, String code, Kind kind) {
        String body = "{\"error\":{\"code\":\"generic\",\"innererror\":{\"code\":\"" + code + "\",\"innerError\":{}}}}";
        assertThat(faults.ofItem(reply(status, Map.of(), body)).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "401, SESSION_GONE",
        "403, SESSION_GONE",
        "404, SESSION_GONE",
        "410, SESSION_GONE",
        "409, ELSEWHERE",
        "416, ELSEWHERE",
        "507, NO_SPACE",
        "503, UNREACHABLE",
        "400, REFUSED"
    })
    void sessionsUrlHasItsOwnMeanings(int status, Kind kind) {
        assertThat(faults.ofSession(reply(status, Map.of(), "<html>what</html>"))
                        .kind())
                .isEqualTo(kind);
        assertThat(faults.ofSession(reply(status, Map.of(), "{\"error\":{\"co")).kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "400, uploadSessionNotFound, invalidRequest, SESSION_GONE",
        "400, invalidRequest, uploadSessionNotFound, SESSION_GONE",
        "416, invalidRange, uploadSessionNotFound, SESSION_GONE",
        "400, invalidRequest, fragmentLengthMismatch, REFUSED",
        "400, invalidRequest, fragmentOverlap, ELSEWHERE",
        "416, invalidRange, fragmentOverlap, ELSEWHERE",
        "403, accessDenied, serviceReadOnly, READ_ONLY",
        "403, accessDenied, quotaLimitReached, NO_SPACE",
        "403, accessDenied, what, SESSION_GONE",
        "409, nameAlreadyExists, what, NAME_TAKEN",
        "400, invalidRequest, pathIsTooLong, NAME_REFUSED",
        "400, malwareDetected, what, CONTENT_REFUSED",
        "429, uploadSessionNotFound, what, THROTTLED",
        "503, uploadSessionNotFound, what, UNREACHABLE",
        "408, uploadSessionNotFound, what, UNREACHABLE",
        "423, accessDenied, what, UNREACHABLE",
        "412, notAllowed, what, CHANGED"
    })
    void codeOfASessionCountsWhereverItIsNested(int status, String outer, String inner, Kind kind) {
        String body = "{\"error\":{\"code\":\"" + outer + "\",\"innerError\":{\"code\":\"" + inner + "\"}}}";
        assertThat(faults.ofSession(reply(status, Map.of(), body)).kind()).isEqualTo(kind);
    }

    /** P2. */
    @Test
    void sessionThatIsAskedAndRefusesTheRequestIsGone() {
        String refused = "{\"error\":{\"code\":\"invalidRequest\"}}";
        assertThat(faults.ofAsking(reply(400, Map.of(), refused)).kind()).isEqualTo(Kind.SESSION_GONE);
        assertThat(faults.ofAsking(reply(400, Map.of(), "<html>")).kind()).isEqualTo(Kind.REFUSED);
        assertThat(faults.ofAsking(reply(503, Map.of(), refused)).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(faults.ofSession(reply(400, Map.of(), refused)).kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void messageHoldsStatusKnownCodeAndRequest_andNoTextOfTheServer() {
        String body =
                "{\"error\":{\"code\":\"invalidRequest\",\"message\":\"secret\",\"innerError\":{\"code\":\"secret\"}}}";
        assertThat(faults.ofItem(reply(400, Map.of("request-id", "12-ab"), body)))
                .hasMessage("OneDrive answered 400 invalidRequest, request-id 12-ab");
        assertThat(faults.ofItem(reply(400, Map.of("request-id", "a secret"), "{\"error\":{\"code\":5}}")))
                .hasMessage("OneDrive answered 400");
    }

    /** Fault 11, B4. */
    @ParameterizedTest
    @CsvSource({"401", "403", "404", "400", "412", "500", "507", "429"})
    void pauseIsToldWithWhateverFails_andIsCapped(int status) {
        DriveFault fault = faults.ofItem(reply(status, Map.of("retry-after", "9999999"), ""));
        assertThat(fault.retryAfter()).contains(Duration.ofHours(1));
        assertThat(faults.ofSession(reply(status, Map.of("retry-after", "2592000"), ""))
                        .retryAfter())
                .contains(Duration.ofHours(1));
    }

    /** Fault 11. */
    @ParameterizedTest
    @CsvSource({"10, 10", "3600, 3600", "'Thu, 08 Jan 2026 10:35:00 GMT', 300", "'Thu, 08 Jan 2026 10:00:00 GMT', 0"})
    void retryAfterIsSecondsOrADate(String header, long seconds) {
        DriveFault fault = faults.ofItem(reply(503, Map.of("retry-after", header), ""));
        assertThat(fault.retryAfter()).contains(Duration.ofSeconds(seconds));
        assertThat(fault.kind()).isEqualTo(Kind.THROTTLED);
    }

    @Test
    void retryAfterThatIsNoneIsPassedOver() {
        assertThat(faults.ofItem(reply(429, Map.of("retry-after", "soon"), "")).retryAfter())
                .isEmpty();
    }

    /** Fault 17. */
    @ParameterizedTest
    @CsvSource({
        "'[\"26-\"]', 26",
        "'[\"26-100\"]', 26",
        "'[\"300-400\",\"26-100\"]', 26",
        "'[]', -1",
        "'null', -1",
        "'[\"what\"]', -1"
    })
    void nextExpectedRangesAreReadInEveryForm(String ranges, long next) throws Exception {
        var json = new ObjectMapper().readTree("{\"nextExpectedRanges\":" + ranges + "}");
        assertThat(GraphJson.standing(json).nextOffset().orElse(-1)).isEqualTo(next);
    }

    @Test
    void quotaIsReadAsFarAsItIsThere() throws Exception {
        var mapper = new ObjectMapper();
        assertThat(GraphJson.quota(mapper.readTree("{}")).state()).isEqualTo(DriveState.UNKNOWN);
        var exceeded = GraphJson.quota(mapper.readTree("{\"remaining\":-12342272,\"state\":\"exceeded\"}"));
        assertThat(exceeded.remainingBytes()).isEqualTo(-12_342_272);
        assertThat(exceeded.hasRoomFor(1)).isFalse();
        assertThat(GraphJson.item(mapper.readTree("{\"id\":\"1\"}"))).isEmpty();
    }

    /** A3. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'X','name':'b.tar'}",
                "{'id':'X','name':'b.tar','file':{},'size':'5'}",
                "{'id':'X','name':'b.tar','size':-1}",
                "{'id':'X','name':'b.tar','size':1e400}",
                "{'id':'X','name':'b.tar','size':123456789012345678901234567890}",
                "{'id':'X','name':'b.tar','size':1.5}",
                "{'id':'X','name':'b.tar','size':null}",
                "{'id':'X','name':'b.tar','folder':null}",
                "{'id':5,'name':'b.tar','size':5}",
                "{'id':'','name':'b.tar','size':5}",
                "{'id':'X','size':5}",
                "[]",
                "'X'",
                "5",
                "null",
                "<html>",
                "{'id':'X','name':'b.t",
                ""
            })
    void whatLacksAnIdANameOrASizeIsNoItem(String json) {
        assertThat(GraphJson.item(json(json))).isEmpty();
    }

    @Test
    void folderMayLackASize() {
        assertThat(GraphJson.item(json("{'id':'X','name':'F','folder':{}}"))
                        .orElseThrow()
                        .isFolder())
                .isTrue();
        assertThat(GraphJson.item(json("{'id':'X','name':'b','size':5.0}"))
                        .orElseThrow()
                        .sizeBytes())
                .isEqualTo(5);
    }

    /** P16. */
    @ParameterizedTest
    @CsvSource({
        "'', 5, ",
        "' ', 5, ",
        "what, 5, ",
        "AAAA, 5, ",
        "4815162342deadbeef00112233445566778899AA, 5, SBUWI0Lerb7vABEiM0RVZneImao=",
        "SBUWI0Lerb7vABEiM0RVZneImao=, 5, SBUWI0Lerb7vABEiM0RVZneImao=",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAA=, 5, ",
        "0000000000000000000000000000000000000000, 5, ",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAA=, 0, AAAAAAAAAAAAAAAAAAAAAAAAAAA="
    })
    void hashIsReadInEverySpelling_andIsNoneWhereItSaysNothing(String told, long size, String hash) {
        String json = "{'id':'X','name':'b','size':" + size + ",'file':{'hashes':{'quickXorHash':'" + told + "'}}}";
        assertThat(GraphJson.item(json(json)).orElseThrow().quickXorHash()).isEqualTo(hash);
    }

    /** C5, P10. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "<html>",
                "",
                "{'error':{'code':'generalException'}}",
                "{'driveType':'personal'}",
                "{'id':'A'}",
                "{'id':'','driveType':'personal'}",
                "{'id':5,'driveType':'personal'}",
                "{'id':'A','driveType':null}",
                "{'id':'A','driveType':['personal']}",
                "{'id':'A','driveTy"
            })
    void whatLacksAnIdOrATypeIsNoDrive(String json) {
        assertThat(GraphJson.account(json(json))).isEmpty();
    }

    /** P1. */
    @ParameterizedTest
    @ValueSource(strings = {"0ab12cd34ef56789", "AB12CD34EF56789", "0AB12CD34EF56789", " ab12cd34ef56789"})
    void drivesIdHasOneSpelling(String id) {
        assertThat(GraphJson.account(json("{'id':'" + id + "','driveType':'personal'}"))
                        .orElseThrow()
                        .id())
                .isEqualTo("AB12CD34EF56789");
    }

    /** P7. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'total':0,'used':0,'remaining':0,'deleted':0,'state':'normal'}",
                "{'total':0,'used':0,'remaining':0,'state':'exceeded'}",
                "{'total':0,'remaining':0}",
                "{'total':0,'used':5,'remaining':0}",
                "{'remaining':0,'used':0}",
                "{'total':'0','used':[],'remaining':{}}",
                "{}",
                "5"
            })
    void quotaOfZerosIsUnknown_andRefusesNothing(String quota) {
        assertThat(GraphJson.quota(json(quota))).isEqualTo(Quota.UNKNOWN);
        assertThat(GraphJson.quota(json(quota)).hasRoomFor(1L << 40)).isTrue();
    }

    @Test
    void quotaThatIsFullIsKnown() {
        assertThat(GraphJson.quota(json("{'total':100,'used':100,'remaining':0,'state':'exceeded'}"))
                        .hasRoomFor(1))
                .isFalse();
        assertThat(GraphJson.quota(json("{'state':'exceeded'}")).state()).isEqualTo(DriveState.EXCEEDED);
    }

    private static JsonNode json(String text) {
        return reply(200, Map.of(), text.replace('\'', '"')).json();
    }
}
