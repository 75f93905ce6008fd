package io.driverelay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.queue.QueueClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driverelay.azure.ContentAccount;
import io.driverelay.azure.StorageClients;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The deployment's limits beside those of host.json and the code. */
class LimitsTest {
    private static final String SCALE = "/properties/functionAppConfig/scaleAndConcurrency/";
    private static JsonNode host;

    @BeforeAll
    static void readHostJson() throws IOException {
        host = new ObjectMapper().readTree(Files.readString(Path.of("host.json")));
    }

    @Test
    void asManyRequestsReachAnInstanceAsItsHostTakes() {
        for (Deployment deployment : Deployment.golden()) {
            assertThat(deployment
                            .app()
                            .at(SCALE + "triggers/http/perInstanceConcurrency")
                            .asInt())
                    .isEqualTo(host.at("/extensions/http/maxConcurrentRequests").asInt());
        }
    }

    @Test
    void ticketsAreSentAsTheHostReadsThem() throws ReflectiveOperationException {
        var clients = new StorageClients(new ContentAccount.WithKey("UseDevelopmentStorage=true"), Clock.systemUTC());
        Method open = StorageClients.class.getDeclaredMethod("queue", String.class);
        open.setAccessible(true);
        var queue = (QueueClient) open.invoke(clients, "relay-uploads");

        assertThat(host.at("/extensions/queues/messageEncoding").asText())
                .isEqualToIgnoringCase(queue.getMessageEncoding().name());
    }

    @Test
    void anInstanceHasTheMemoryThatSoManyBodiesNeed() {
        for (Deployment deployment : Deployment.golden()) {
            assertThat(deployment.app().at(SCALE + "instanceMemoryMB").asInt()).isGreaterThanOrEqualTo(2048);
        }
    }

    @Test
    void aDirectUploadFitsTheBodyLimit_asInTheExample() throws IOException {
        JsonNode example = new ObjectMapper().readTree(Files.readString(Path.of("local.settings.json.example")));
        for (Deployment deployment : Deployment.golden()) {
            String limit = deployment.settings().get("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT");
            assertThat(limit)
                    .isEqualTo(example.at("/Values/FUNCTIONS_REQUEST_BODY_SIZE_LIMIT")
                            .asText());
            assertThat(Long.parseLong(limit)).isBetween(8L << 20, 16L << 20);
        }
    }

    @Test
    void aTurnEndsWellBeforeTheHostEndsIt() {
        String[] clock = host.path("functionTimeout").asText().split(":", -1);
        Duration timeout = Duration.ofHours(Long.parseLong(clock[0])).plusMinutes(Long.parseLong(clock[1]));
        for (Deployment deployment : Deployment.golden()) {
            Map<String, String> settings = deployment.settings();
            assertThat(Duration.parse(settings.get("RELAY_TURN")).multipliedBy(2))
                    .isLessThan(timeout);
            assertThat(Duration.parse(settings.get("RELAY_CLAIM")))
                    .isLessThan(Duration.parse(settings.get("RELAY_TURN")));
        }
    }
}
