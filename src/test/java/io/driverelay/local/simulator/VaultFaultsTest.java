package io.driverelay.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultFaultsTest {
    @TempDir
    Path data;

    @Test
    void vaultAnswersAsPlanned_andACallBeforeRetryAfterIsOverIsAViolation() throws Exception {
        try (var simulators = Simulators.start(data)) {
            simulators.vault().seed("a-secret", "value");
            simulators.faults().answerNext(1, "*", ".", 500, Map.of(), "");
            String disabled = "{\"error\":{\"code\":\"Forbidden\",\"innererror\":{\"code\":\"SecretDisabled\"}}}";
            simulators.faults().answerNext(1, "GET", "^/secrets/a-secret", 403, Map.of(), disabled);
            simulators.faults().answerNext(1, "GET", "^/secrets/", 429, Map.of("Retry-After", "60"), "");

            assertThat(read(simulators)).isEqualTo(403);
            assertThat(read(simulators)).isEqualTo(429);
            assertThat(simulators.violations().all()).isEmpty();
            assertThat(read(simulators)).isEqualTo(200);
            assertThat(simulators.violations().all())
                    .containsExactly("GET /secrets/a-secret came before Retry-After was over");
        }
    }

    private static int read(Simulators simulators) throws Exception {
        var client = HttpClient.newBuilder()
                .sslContext(simulators.certificates().clientContext())
                .build();
        Map<String, String> platform = simulators.identity().environment();
        var asked = HttpRequest.newBuilder(URI.create(platform.get("IDENTITY_ENDPOINT")
                        + "?api-version=2019-08-01&resource=https://vault.azure.net&client_id="
                        + platform.get("AZURE_CLIENT_ID")))
                .header("X-IDENTITY-HEADER", platform.get("IDENTITY_HEADER"))
                .build();
        String token = new ObjectMapper()
                .readTree(client.send(asked, BodyHandlers.ofString()).body())
                .path("access_token")
                .asText();
        var request = HttpRequest.newBuilder(simulators.vault().url().resolve("/secrets/a-secret?api-version=7.5"))
                .header("Authorization", "Bearer " + token)
                .build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }
}
