package io.driverelay.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever was asked to wait is watched on every path, by his own clock. */
class AskedPausesTest extends SimulatorTest {
    private void plan(String method, String path, String retryAfter) {
        simulators.faults().answerNext(1, method, path, 429, Map.of("Retry-After", retryAfter), "");
    }

    @Test
    void pauseOfTheDriveHoldsForItsUploadAndDownloadUrlsToo() throws Exception {
        time();
        String url = session("a.bin", 10);
        fragment(session("b.bin", 10), 0, 10, 10);
        String down =
                simulators.oneDrive().downloadUrl("alex", "b.bin").orElseThrow().toString();
        plan("GET", "/me/drive$", "60");
        graph("GET", "/me/drive", null);

        fragment(url, 0, 10, 10);
        send("GET", down, null, Map.of());

        assertThat(simulators.violations().all())
                .hasSize(2)
                .first()
                .asString()
                .matches("PUT /up/alex/.* came before Retry-After was over");
    }

    @Test
    void pauseThatAnUploadUrlAskedForHoldsForGraph_andEndsByThePersonsClock() throws Exception {
        HandMovedTime time = time();
        String url = session("a.bin", 10);
        plan("PUT", "/up/alex", "1800");
        assertThat(fragment(url, 0, 10, 10).statusCode()).isEqualTo(429);

        time.move(Duration.ofMinutes(30));
        assertThat(fragment(url, 0, 10, 10).statusCode()).isEqualTo(201);
        assertThat(simulators.violations().all()).isEmpty();

        plan("GET", "/me/drive$", "5");
        graph("GET", "/me/drive", null);
        time.move(Duration.ofMillis(4999));
        graph("GET", "/me/drive/special/approot", null);
        assertThat(simulators.violations().all()).hasSize(1);
    }

    @Test
    void dateIsUnderstood_andToldByTheServersOwnDate() throws Exception {
        HandMovedTime time = time();
        time.move(Duration.ofHours(-3));
        var end = time.instant().plusSeconds(600);
        plan("GET", "/me/drive$", DateTimeFormatter.RFC_1123_DATE_TIME.format(end.atZone(ZoneOffset.UTC)));

        var answer = graph("GET", "/me/drive", null).headers();
        Duration asked = Duration.between(
                date(answer.firstValue("date").orElseThrow()),
                date(answer.firstValue("retry-after").orElseThrow()));

        assertThat(asked).isBetween(Duration.ofSeconds(598), Duration.ofSeconds(603));
        time.move(Duration.ofSeconds(590));
        graph("GET", "/me/drive", null);
        assertThat(simulators.violations().all()).hasSize(1);
    }

    private static ZonedDateTime date(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    @Test
    void laterPauseIsKept_whenAShorterOneIsAskedForMeanwhile() throws Exception {
        HandMovedTime time = time();
        plan("GET", "/me/drive$", "60");
        plan("GET", "/me/drive$", "1");
        graph("GET", "/me/drive", null);
        graph("GET", "/me/drive", null);
        time.move(Duration.ofSeconds(30));
        graph("GET", "/me/drive", null);

        assertThat(simulators.violations().all()).hasSize(2);
    }

    @Test
    void authorityIsLeftAloneAsItAsks_byThePersonItMeans() throws Exception {
        time();
        plan("POST", "/token$", "60");
        String refresh = refreshTokenGiven;

        assertThat(refreshed(refresh)).isEqualTo(429);
        assertThat(graph("GET", "/me/drive", null).statusCode()).isEqualTo(200);
        assertThat(simulators.violations().all()).isEmpty();
        assertThat(refreshed(refresh)).isEqualTo(200);
        assertThat(simulators.violations().all()).hasSize(1);
    }

    private int refreshed(String refreshToken) throws Exception {
        String form = "client_id=" + simulators.authority().clientId() + "&client_secret="
                + simulators.authority().clientSecret() + "&grant_type=refresh_token&refresh_token=" + refreshToken;
        return send(
                        "POST",
                        simulators.authority().url() + "/oauth2/v2.0/token",
                        form.getBytes(StandardCharsets.UTF_8),
                        Map.of())
                .statusCode();
    }

    @Test
    void accessTokensAndSessionsEndByThePersonsClock() throws Exception {
        HandMovedTime time = time();
        token = token("offline_access Files.ReadWrite.AppFolder");
        String url = session("a.bin", 10);
        time.move(Duration.ofSeconds(3598));
        assertThat(graph("GET", "/me/drive", null).statusCode()).isEqualTo(200);
        time.move(Duration.ofSeconds(1));
        assertThat(graph("GET", "/me/drive", null).statusCode()).isEqualTo(401);
        time.move(Duration.ofHours(24));
        assertThat(fragment(url, 0, 10, 10).statusCode()).isEqualTo(404);
    }

    @Test
    void callsOfAPersonAreListed_sinceAMark() throws Exception {
        graph("GET", "/me/drive", null);
        int mark = account().calls().size();
        String url = session("a.bin", 10);
        fragment(url, 0, 10, 10);

        assertThat(account().callsSince(mark)).hasSize(2).last().asString().startsWith("PUT /up/alex/");
        assertThat(account().versionOf("a.bin")).isEqualTo(2);
    }

    @Test
    void controlDoorRefusesWhatIsNoQuota_andReadingChangesNothing() throws Exception {
        String door =
                simulators.oneDrive().graphUrl().resolve("/_simulator/quota").toString();
        long before = json(send("GET", door, null, Map.of())).path("total").asLong();
        for (String bad : new String[] {"{", "[]", "{\"usedBytes\":1}", "{\"totalBytes\":\"much\"}", ""}) {
            assertThat(send("PUT", door, bad.getBytes(StandardCharsets.UTF_8), Map.of())
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(json(send("GET", door, null, Map.of())).path("total").asLong())
                .isEqualTo(before)
                .isPositive();
        byte[] good = "{\"totalBytes\":1000}".getBytes(StandardCharsets.UTF_8);
        assertThat(send("PUT", door, good, Map.of()).statusCode()).isEqualTo(204);
        assertThat(account().quota()).containsEntry("total", 1000L);
    }
}
