package io.driverelay.scenario;

import static io.driverelay.scenario.RunningApp.file;
import static io.driverelay.scenario.RunningApp.is;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.local.HomeClient.Linked;
import io.driverelay.local.azurite.Azurite;
import io.driverelay.local.tls.TestAuthority;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operator has revoked the delegated keys of the content account. */
class RevokedKeyIT {
    private static final byte[] CONTENT = new byte[100_000];

    @Test
    void relayGoesOnWithAFreshKey_whenItsSignatureIsRefused_andKeepsIt() throws Exception {
        var data = RunningApp.newData();
        try (var storage = new StorageRecorder(TestAuthority.in(data.resolve("simulator/certificates")))) {
            String address = storage.address(Azurite.ACCOUNT);
            Map<String, String> settings =
                    Map.of("CONTENT_STORAGE__blobServiceUri", address, "CONTENT_STORAGE__queueServiceUri", address);
            try (var app = new RunningApp(data, settings, true)) {
                storage.forwardTo(app.relay.azurite());
                Linked home = app.linked("robin");
                JsonNode first = staged(app, home, "a.bin");
                storage.taken();
                storage.refuseNextRead();
                deliver(app, home, first);
                assertThat(storage.taken()).contains("Get User Delegation Key", "Get Blob (staging)");

                deliver(app, home, staged(app, home, "b.bin"));
                assertThat(storage.taken()).doesNotContain("Get User Delegation Key");
            }
        }
    }

    private static JsonNode staged(RunningApp app, Linked home, String name) throws Exception {
        JsonNode opened = app.open(home, file(name, CONTENT.length, ""));
        assertThat(app.put(opened, CONTENT)).isEqualTo(201);
        return opened;
    }

    private static void deliver(RunningApp app, Linked home, JsonNode opened) throws Exception {
        app.commit(home, opened).expect(202);
        JsonNode delivered = app.await(home, opened, is("delivered"));
        assertThat(app.onDrive("robin", delivered.path("fileName").asText())).isEqualTo(CONTENT);
    }
}
