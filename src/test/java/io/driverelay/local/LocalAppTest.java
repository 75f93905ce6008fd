package io.driverelay.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.driverelay.local.packaging.TestPackage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another app's package, served with {@code -Dlocal.app}. */
class LocalAppTest {
    @TempDir
    Path folder;

    @AfterEach
    void clear() {
        System.clearProperty("local.app");
    }

    /** An app that is not ours. */
    public static final class Foreign {
        @FunctionName("order")
        public String order(
                @HttpTrigger(name = "request", methods = HttpMethod.POST, authLevel = AuthorizationLevel.ANONYMOUS)
                        HttpRequestMessage<Optional<String>> request,
                @QueueOutput(name = "kitchen", queueName = "kitchen", connection = "AzureWebJobsStorage")
                        OutputBinding<String> kitchen) {
            kitchen.setValue(request.getBody().orElseThrow());
            return System.getenv("AzureWebJobsStorage");
        }

        @FunctionName("cook")
        public void cook(
                @QueueTrigger(name = "message", queueName = "kitchen", connection = "AzureWebJobsStorage")
                        String message,
                com.microsoft.azure.functions.ExecutionContext context) {
            context.getLogger().info("cooked " + message);
        }
    }

    private LocalOptions options() throws IOException {
        return new LocalOptions(Optional.empty(), false, false, 0, 0, folder.resolve("data"), Map.of(), List.of());
    }

    private Path packaged() throws IOException {
        Path app = TestPackage.of(Foreign.class, folder, "{\"version\":\"2.0\"}");
        Path json = app.resolve("order").resolve("function.json");
        // our own generator has no outputs to queues, since our app has none
        String output = "{\"type\":\"queue\",\"direction\":\"out\",\"name\":\"kitchen\",\"queueName\":\"kitchen\","
                + "\"connection\":\"AzureWebJobsStorage\"},{\"type\" : \"http\"";
        Files.writeString(json, Files.readString(json).replaceFirst("\\{\\s*\"type\" : \"http\"", output));
        return app;
    }

    @Test
    void appIsServedWithTheEmulatorsStorage() throws Exception {
        try (LocalApp app = LocalApp.start(packaged(), options())) {
            var request = HttpRequest.newBuilder(URI.create(app.host().url() + "/api/order"))
                    .POST(HttpRequest.BodyPublishers.ofString("soup"))
                    .build();
            String storage = HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
            assertThat(storage)
                    .contains("BlobEndpoint=" + app.azurite().blobUrl())
                    .contains("QueueEndpoint=" + app.azurite().queueUrl());
            for (int i = 0; i < 200 && !Files.readString(app.log()).contains("cooked soup"); i++) {
                Thread.sleep(50);
            }
            assertThat(Files.readString(app.log()))
                    .contains("Function.cook.User")
                    .contains("cooked soup");
        }
    }

    @Test
    void addressesOfTheStorageStayOverARestart() throws Exception {
        Path app = packaged();
        URI blob;
        try (LocalApp first = LocalApp.start(app, options())) {
            blob = first.azurite().blobUrl();
        }
        try (LocalApp second = LocalApp.start(app, options())) {
            assertThat(second.azurite().blobUrl()).isEqualTo(blob);
        }
    }

    @Test
    void folderThatIsNoPackageIsRefused() {
        System.setProperty("local.app", folder.toString());
        assertThatThrownBy(() -> LocalOptions.read(folder)).hasMessageContaining("local.app must be a package folder");
    }
}
