package io.driverelay.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.credential.AccessToken;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driverelay.local.simulator.KeyVaultSimulator;
import io.driverelay.local.simulator.SecretVersion;
import io.driverelay.local.simulator.Simulators;
import io.driverelay.store.StorageUnavailable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** What lies in the vault, and what it still gives out, by the SDK's own client (M5). */
class VaultRefreshTokensTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String FORBIDDEN = "{\"error\":{\"code\":\"Forbidden\",\"message\":\"no\"}}";

    @TempDir
    static Path data;

    private static Simulators simulators;
    private static VaultRefreshTokens tokens;
    private static int connections;

    private final String id = "01KB" + ++connections;
    private final String name = "connection-" + id;

    @BeforeAll
    static void start() throws IOException {
        simulators = Simulators.start(data);
        var http = HttpClient.newBuilder().sslContext(simulators.certificates().clientContext());
        var vault = new VaultSecrets(
                simulators.vault().url(),
                () -> request -> Mono.fromCallable(VaultRefreshTokensTest::identity),
                () -> new JdkHttpClientBuilder(http).build(),
                Duration.ofSeconds(30));
        tokens = new VaultRefreshTokens(vault, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterAll
    static void stop() {
        simulators.close();
    }

    private static AccessToken identity() throws Exception {
        Map<String, String> platform = simulators.identity().environment();
        var asked = HttpRequest.newBuilder(URI.create(platform.get("IDENTITY_ENDPOINT")
                        + "?api-version=2019-08-01&resource=https://vault.azure.net&client_id="
                        + platform.get("AZURE_CLIENT_ID")))
                .header("X-IDENTITY-HEADER", platform.get("IDENTITY_HEADER"))
                .build();
        String given =
                HttpClient.newHttpClient().send(asked, BodyHandlers.ofString()).body();
        return new AccessToken(
                new ObjectMapper().readTree(given).path("access_token").asText(),
                OffsetDateTime.now(ZoneOffset.UTC).plusHours(1));
    }

    private static KeyVaultSimulator vault() {
        return simulators.vault();
    }

    private List<String> enabled() {
        return vault().versions(name).stream()
                .filter(version -> version.enabled)
                .map(version -> version.value)
                .toList();
    }

    /** M5. */
    @Test
    void tokenIsStoredWithItsKindAndItsEnd_andReadWithItsAge() {
        tokens.store(id, "r0");

        SecretVersion stored = vault().versions(name).get(0);
        assertThat(stored.contentType).isEqualTo("application/vnd.drive-relay.refresh-token");
        assertThat(stored.expires).isEqualTo(NOW.plus(Duration.ofDays(90)).getEpochSecond());
        var found = tokens.find(id).orElseThrow();
        assertThat(found.token()).isEqualTo("r0");
        assertThat(found.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(90)));
        assertThat(found.storedAt()).isEqualTo(Instant.ofEpochSecond(stored.created));
        assertThat(found.toString()).doesNotContain("r0");
    }

    /** M5. */
    @Test
    void noOlderTokenIsGivenOut_howeverManyPagesOfThemThereAre() {
        for (int n = 0; n < 60; n++) {
            tokens.store(id, "r" + n);
        }
        assertThat(tokens.find(id).orElseThrow().olderEnabled()).isTrue();
        tokens.disableOlder(id);

        assertThat(enabled()).containsExactly("r59");
        assertThat(vault().versions(name)).hasSize(60);
        assertThat(tokens.find(id).orElseThrow().token()).isEqualTo("r59");
        assertThat(tokens.find(id).orElseThrow().olderEnabled()).isFalse();
        assertThat(vault().versions(name).get(59).contentType).isNotNull();
        assertThat(vault().versions(name).get(59).expires).isNotNull();
    }

    /** M5. */
    @Test
    void vaultRemembersThatOlderOnesAreStillToBeDisabled_whenThatFailed() {
        tokens.store(id, "r0");
        tokens.disableOlder(id);
        tokens.store(id, "r1");
        simulators.faults().answerNext(1, "PATCH", "^/secrets/" + name, 403, Map.of(), FORBIDDEN);

        assertThatThrownBy(() -> tokens.disableOlder(id)).isInstanceOf(StorageUnavailable.class);
        assertThat(tokens.find(id).orElseThrow().olderEnabled()).isTrue();
        tokens.disableOlder(id);
        assertThat(enabled()).containsExactly("r1");
        assertThat(tokens.find(id).orElseThrow().olderEnabled()).isFalse();
    }

    /** M5. */
    @Test
    void whatAnotherInstanceStoresMeanwhileIsNoOlderOne() throws Exception {
        tokens.store(id, "r0");
        tokens.store(id, "r1");
        List<Callable<Void>> both = List.of(() -> stored("a"), () -> stored("b"), () -> stored("c"));
        var threads = java.util.concurrent.Executors.newFixedThreadPool(3);
        for (var done : threads.invokeAll(both)) {
            done.get();
        }
        threads.shutdown();
        String newest = vault().get(name).orElseThrow();

        assertThat(tokens.find(id).orElseThrow().token()).isEqualTo(newest);
        assertThat(enabled()).contains(newest).doesNotContain("r0", "r1");
    }

    private Void stored(String token) {
        tokens.store(id, token);
        tokens.disableOlder(id);
        return null;
    }

    /** M5. */
    @Test
    void deletedTokenIsNotGivenOutEvenToWhoRecoversIt() throws Exception {
        tokens.store(id, "r0");
        tokens.store(id, "r1");

        assertThat(tokens.delete(id)).isTrue();
        assertThat(vault().isDeleted(name)).isTrue();
        assertThat(enabled()).isEmpty();
        assertThat(vault().versions(name)).extracting(version -> version.value).containsExactly("r0", "r1");
        assertThat(tokens.delete(id)).isFalse();
        assertThat(tokens.find(id)).isEmpty();
    }

    /** M5. */
    @Test
    void deletionIsRepeated_whereItFailedBeforeOrAfterTheTokensWereDisabled() {
        tokens.store(id, "r0");
        tokens.store(id, "r1");
        simulators.faults().answerNext(1, "DELETE", "^/secrets/" + name, 403, Map.of(), FORBIDDEN);
        assertThatThrownBy(() -> tokens.delete(id)).isInstanceOf(StorageUnavailable.class);
        assertThat(enabled()).isEmpty();
        assertThat(catchThrowableOfType(StorageUnavailable.class, () -> tokens.find(id))
                        .isDenied())
                .isTrue();

        assertThat(tokens.delete(id)).isTrue();
        assertThat(vault().isDeleted(name)).isTrue();
    }

    /** M5. */
    @Test
    void signInAfterARemovalIsStored_andTheRecoveredOnesStayDisabled() {
        tokens.store(id, "r0");
        tokens.delete(id);
        tokens.store(id, "r1");

        assertThat(tokens.find(id).orElseThrow().token()).isEqualTo("r1");
        assertThat(enabled()).containsExactly("r1");
    }
}
