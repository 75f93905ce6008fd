package io.driverelay.local.host;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import io.driverelay.local.packaging.TestPackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the genuine host loads an app, and how it ends. */
class LifeOfTheHostTest {
    private static final String HOST_JSON =
            "{\"version\":\"2.0\",\"extensions\":{\"queues\":{\"maxPollingInterval\":\"00:00:01\"}}}";

    @TempDir
    Path folder;

    private Path app() throws Exception {
        return TestPackage.of(
                InjectedApp.class,
                List.of(InjectedApp.Injector.class),
                List.of(InjectedApp.Library.class),
                folder,
                HOST_JSON);
    }

    private TestHost start(String queue) throws Exception {
        return new TestHost(
                app(),
                folder,
                Map.of("FOOD", queue, "TOLD", folder.resolve("told").toString()));
    }

    private static QueueClient withMessage(String queue, String text) throws Exception {
        QueueClient client = new QueueClientBuilder()
                .connectionString(TestHost.azurite().connectionString())
                .queueName(queue)
                .httpClient(new JdkHttpClientBuilder().build())
                .buildClient();
        client.create();
        client.sendMessage(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        return client;
    }

    @Test
    void appSeesItsOwnJars_andOfTheWorkerWhatItBundles_andItsInjectorIsAskedEachTime() throws Exception {
        try (var host = start("quiet")) {
            String seen = " library gson:true jackson:false host:false";
            assertThat(host.send("GET", "/api/look", noBody()).body()).isEqualTo("1" + seen);
            assertThat(host.send("GET", "/api/look", noBody()).body()).isEqualTo("2" + seen);
        }
    }

    @Test
    void functionThatIsSwitchedOffIsNotThere() throws Exception {
        Map<String, String> off = Map.of("FOOD", "quiet", "AzureWebJobs.look.Disabled", "true");
        try (var host = new TestHost(app(), folder, off)) {
            assertThat(host.send("GET", "/api/look", noBody()).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void appWithTwoInjectorsIsNotLoaded() throws Exception {
        Path two = TestPackage.of(
                InjectedApp.class,
                List.of(InjectedApp.Injector.class, FunctionsOfNobody.class),
                List.of(),
                folder,
                HOST_JSON);
        assertThatThrownBy(() -> new TestHost(two, folder, Map.of()).close())
                .hasMessageContaining("more than one FunctionInstanceInjector");
    }

    /** Another injector. */
    public static final class FunctionsOfNobody
            implements com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector {
        @Override
        public <T> T getInstance(Class<T> functionClass) {
            return null;
        }
    }

    @Test
    void termLetsAFunctionFinishAndCompletesItsMessage_thenTheHooksRun() throws Exception {
        QueueClient queue = withMessage("term", "meal");
        try (var host = start("term")) {
            host.awaitLog("chewing");
            host.host.terminate();
            assertThat(host.host.onExit().get(10, TimeUnit.SECONDS).exitValue()).isZero();
        }
        assertThat(folder.resolve("told")).hasContent("hook after chewed");
        assertThat(queue.getProperties().getApproximateMessagesCountLong()).isZero();
    }

    @Test
    void termLetsARequestFinish_andNobodyElseIn() throws Exception {
        try (var host = start("requests")) {
            var answer = host.later("GET", "/api/look?slow=1", noBody());
            host.awaitLog("Executing 'Functions\\.look'");
            host.host.terminate();
            Thread.sleep(500);
            assertThatThrownBy(() -> host.send("GET", "/api/look", noBody())).hasCauseInstanceOf(IOException.class);
            assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(host.host.onExit().get(10, TimeUnit.SECONDS).exitValue()).isZero();
        }
    }

    @Test
    void endOfAnInstanceRunsTheHooksAtOnce_andTheMessageIsNotLost() throws Exception {
        QueueClient queue = withMessage("instance", "meal");
        try (var host = start("instance")) {
            host.awaitLog("chewing");
            host.host.close();
            assertThat(Files.readString(folder.resolve("told"))).startsWith("chewed");
            host.awaitLog("Executed 'Functions\\.chew' \\(Succeeded");
        }
        assertThat(queue.getProperties().getApproximateMessagesCountLong()).isZero();
    }

    @Test
    void hookHasFiveSeconds() throws Exception {
        QueueClient queue = withMessage("clings", "clings");
        try (var host = start("clings")) {
            host.awaitLog("chewing");
            long began = System.nanoTime();
            host.host.close();
            // halted, not killed
            assertThat(host.host.onExit().get(20, TimeUnit.SECONDS).exitValue()).isOne();
            assertThat((System.nanoTime() - began) / 1e9).isGreaterThan(4.5);
        }
        assertThat(queue.getProperties().getApproximateMessagesCountLong()).isZero();
    }

    @Test
    void bindingThatIsNotKnownHereIsNamedAtTheStart() throws Exception {
        Path app = app();
        Path json = app.resolve("look").resolve("function.json");
        Files.writeString(json, Files.readString(json).replace("\"http\"", "\"sendGrid\""));
        assertThatThrownBy(() -> new TestHost(app, folder, Map.of("FOOD", "none")).close())
                .hasMessageContaining("the function look has the binding sendGrid out");
    }
}
