package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.architecture.GuardTable;
import io.driverelay.architecture.GuardTable.Guard;
import io.driverelay.architecture.GuardTable.Row;
import io.driverelay.local.HomeClient;
import io.driverelay.local.HomeClient.Linked;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route of the packaged app, called by whom it is not for (L10), and what every answer carries (L7). */
class GuardsIT {
    private static final String NOBODYS = "01KB0000000000000000000001";
    private static RunningApp app;
    private static Linked home;
    private static Linked other;

    @BeforeAll
    static void start() throws Exception {
        app = new RunningApp(Map.of());
        home = app.linked("robin");
        other = app.linked("kim");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    static Stream<Row> homes() {
        return rows(Guard.HOME);
    }

    static Stream<Row> operators() {
        return rows(Guard.OPERATOR);
    }

    static Stream<Row> open() {
        return rows(Guard.OPEN);
    }

    private static Stream<Row> rows(Guard guard) {
        return GuardTable.ROWS.stream().filter(row -> row.guard() == guard);
    }

    @ParameterizedTest
    @MethodSource("homes")
    void homesRouteTakesAKeyOfItsOwnConnectionAlone(Row row) throws Exception {
        String function = app.relay.functionKey();
        for (Map<String, String> keys : List.of(
                Map.<String, String>of(),
                Map.of("x-home-key", "nonsense"),
                Map.of("x-home-key", other.homeKey()),
                Map.of("x-home-key", home.homeKey() + "," + home.homeKey()),
                Map.of("x-home-key", function),
                Map.of("x-functions-key", function),
                Map.of("x-functions-key", home.homeKey()))) {
            assertKeyInvalid(row, app.client.call(row.method(), row.path(home.id()), octets(keys), (String) null));
        }
        assertKeyInvalid(
                row,
                app.client.call(
                        row.method(), row.path(NOBODYS), octets(Map.of("x-home-key", home.homeKey())), (String) null));
        HomeClient.Answer own = app.client.call(
                row.method(), row.path(home.id()), octets(Map.of("x-home-key", home.homeKey())), (String) null);
        assertThat(own.status()).as("%s", row).isNotIn(401, 500, 503);
        assertCarriesWhatEveryAnswerDoes(own);
    }

    @ParameterizedTest
    @MethodSource("operators")
    void operatorsRouteTakesTheFunctionKeyAlone(Row row) throws Exception {
        for (Map<String, String> keys : List.of(
                Map.<String, String>of(),
                Map.of("x-home-key", home.homeKey()),
                Map.of("x-home-key", app.relay.functionKey()),
                Map.of("x-functions-key", home.homeKey()))) {
            HomeClient.Answer answer = app.client.call(row.method(), row.path(home.id()), keys, (String) null);
            assertThat(answer.status()).as("%s with %s", row, keys.keySet()).isEqualTo(401);
            assertThat(answer.raw().body()).isEmpty();
        }
        HomeClient.Answer operator = app.client.operator(row.method(), row.path(NOBODYS), null);
        assertThat(operator.status()).as("%s", row).isNotIn(401, 500, 503);
        assertCarriesWhatEveryAnswerDoes(operator);
    }

    @ParameterizedTest
    @MethodSource("open")
    void openRouteNeedsNoKey(Row row) throws Exception {
        HomeClient.Answer answer = app.client.call(row.method(), row.path(home.id()), Map.of(), (String) null);
        assertThat(answer.status()).as("%s", row).isIn(200, 400, 410);
        assertCarriesWhatEveryAnswerDoes(answer);
    }

    /** L7. */
    @Test
    void redirectsAndAnswersWithoutABodyCarryIt_andTheCallbackClearsTheCookie() throws Exception {
        var answers = HttpClient.newHttpClient();
        Linked made = app.client.createConnection("{}");
        var redirect =
                answers.send(HttpRequest.newBuilder(made.signInUrl()).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(redirect.statusCode()).isEqualTo(302);
        assertCarriesWhatEveryAnswerDoes(redirect);
        var callback = answers.send(
                HttpRequest.newBuilder(URI.create(app.relay.api() + "/sign-in/callback?state=x&code=y"))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(callback.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(
                        cookie -> assertThat(cookie).startsWith("sign-in=;").contains("Max-Age=0"));
        assertCarriesWhatEveryAnswerDoes(callback);

        var status = app.client.home(home, "GET", "/status", null);
        String eTag = status.raw().headers().firstValue("etag").orElseThrow();
        var known = app.client.call(
                "GET",
                "/connections/" + home.id() + "/status",
                Map.of("x-home-key", home.homeKey(), "If-None-Match", eTag),
                (String) null);
        assertThat(known.status()).isEqualTo(304);
        assertCarriesWhatEveryAnswerDoes(known);
        var deleted = app.client.operator("DELETE", "/connections/" + made.id(), null);
        assertThat(deleted.status()).isEqualTo(204);
        assertCarriesWhatEveryAnswerDoes(deleted);
    }

    /** P22. */
    @Test
    void monitorMayAskByHead() throws Exception {
        HomeClient.Answer health = app.client.call("HEAD", "/health", Map.of(), (String) null);
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.raw().body()).isEmpty();
        assertThat(app.client.home(home, "HEAD", "/status", null).status()).isEqualTo(200);
        assertThat(app.client.operator("HEAD", "/status", null).status()).isEqualTo(200);
    }

    /** L7. */
    @Test
    void startPageOfThePlatformIsOff() throws Exception {
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(app.relay.api().toString().replaceAll("/api$", "/")))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(204);
    }

    private static Map<String, String> octets(Map<String, String> keys) {
        var headers = new java.util.HashMap<>(keys);
        headers.put("Content-Type", "application/octet-stream");
        return headers;
    }

    private static void assertKeyInvalid(Row row, HomeClient.Answer answer) {
        assertThat(answer.status()).as("%s", row).isEqualTo(401);
        if (!row.method().equals("HEAD")) {
            assertThat(answer.json().path("code").asText()).as("%s", row).isEqualTo("key-invalid");
        }
        assertCarriesWhatEveryAnswerDoes(answer);
    }

    private static void assertCarriesWhatEveryAnswerDoes(HomeClient.Answer answer) {
        assertCarriesWhatEveryAnswerDoes(answer.raw());
    }

    private static void assertCarriesWhatEveryAnswerDoes(HttpResponse<byte[]> answer) {
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
        assertThat(answer.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).isIn("no-store", "no-cache"));
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains(
                                "default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
    }
}
