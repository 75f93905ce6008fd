package io.driverelay.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveFault.Kind;
import io.driverelay.drive.DriveState;
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
        "403, quotaLimitReached, NO_SPACE"
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
}
