package io.driverelay.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import io.driverelay.local.azurite.Azurite;
import io.driverelay.local.packaging.TestPackage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real host does to a request, a message and a timer, on an app that is not ours. */
class LocalHostTest {
    private static final String HOST_JSON =
            "{\"version\":\"2.0\",\"extensions\":{\"queues\":{\"maxDequeueCount\":2,\"visibilityTimeout\":\"00:00:00\","
                    + "\"maxPollingInterval\":\"00:00:01\"}}}";

    @TempDir
    static Path folder;

    private static Azurite azurite;
    private static LocalHost host;

    @BeforeAll
    static void start() throws Exception {
        azurite = Azurite.start(null);
        host = LocalHost.start(new LocalHost.Options(
                TestPackage.of(SampleApp.class, folder, HOST_JSON),
                0,
                "the-key",
                Map.of(
                        "CONTENT_STORAGE", azurite.connectionString(),
                        "TICKS", "* * * * * *",
                        "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "1000"),
                List.of(),
                folder.resolve("host.log")));
    }

    @AfterAll
    static void stop() {
        host.close();
        azurite.close();
    }

    private static HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(host.url() + path)).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request.build(), BodyHandlers.ofString());
    }

    private static void awaitLog(String words) throws Exception {
        for (int i = 0; i < 300; i++) {
            if (Files.readString(folder.resolve("host.log")).contains(words)) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the log never said: " + words);
    }

    private static QueueClient queue(String name) {
        return new QueueClientBuilder()
                .connectionString(azurite.connectionString())
                .queueName(name)
                .httpClient(new JdkHttpClientBuilder().build())
                .buildClient();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void requestArrivesDecoded_withLowerCaseNames_andTheAnswerGetsACharset() throws Exception {
        var answer = send(
                "POST", "/API/Echo/H%C3%A9%20llo+%2F/?q=a%20b&bare", BodyPublishers.ofString("{x"), "X-Seen", "yes");
        assertThat(answer.body()).isEqualTo("Hé llo+%2F|yes|a b|{x");
        assertThat(answer.headers().firstValue("content-type")).contains("text/x-told; charset=utf-8");
    }

    @Test
    void chunkedBodyArrivesEmpty() throws Exception {
        var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[10]));
        assertThat(send("POST", "/api/echo/a", chunked).body()).isEqualTo("a|null|null|nothing");
    }

    @Test
    void bytesArriveOnlyAsOctetsOrMultipart_withTheKey() throws Exception {
        var ten = BodyPublishers.ofByteArray(new byte[10]);
        String type = "Content-Type";
        assertThat(send("PUT", "/api/bytes/a/b", ten, type, "application/octet-stream")
                        .statusCode())
                .isEqualTo(401);
        assertThat(send("PUT", "/api/bytes/a/b?code=the-key", ten, type, "application/octet-stream")
                        .body())
                .isEqualTo("10");
        assertThat(send("PUT", "/api/bytes", ten, type, "multipart/x", "x-functions-key", "the-key")
                        .body())
                .isEqualTo("10");
        var tar = send("PUT", "/api/bytes/a", ten, type, "application/x-tar", "x-functions-key", "the-key");
        assertThat(tar.statusCode()).isEqualTo(500);
        assertThat(tar.body()).isEmpty();
    }

    @Test
    void whatHasNoFunctionIsABare404_andWhatFailsOrIsTooLargeABare500() throws Exception {
        assertThat(send("GET", "/api/echo/a", BodyPublishers.noBody()).statusCode())
                .isEqualTo(404);
        assertThat(send("GET", "/elsewhere", BodyPublishers.noBody()).statusCode())
                .isEqualTo(404);
        var failed = send("GET", "/api/fails", BodyPublishers.noBody());
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).isEmpty();
        assertThat(send("POST", "/api/echo/a", BodyPublishers.ofByteArray(new byte[1001]))
                        .statusCode())
                .isEqualTo(500);
    }

    @Test
    void messageIsServed_andABadOneEndsInThePoisonQueue() throws Exception {
        QueueClient food = queue("food");
        food.createIfNotExists();
        food.sendMessage(base64("good"));
        food.sendMessage(base64("bad"));
        food.sendMessage("%%% no base64");
        awaitLog("tasted good 1");
        awaitLog("tasted bad 2");
        QueueClient poison = queue("food-poison");
        for (int i = 0; i < 300 && !poisoned(poison, 2); i++) {
            Thread.sleep(50);
        }
        assertThat(poisoned(poison, 2)).isTrue();
        assertThat(food.peekMessages(5, null, null)).isEmpty();
    }

    private static boolean poisoned(QueueClient poison, int count) {
        try {
            return poison.peekMessages(5, null, null).stream().count() == count;
        } catch (com.azure.storage.queue.models.QueueStorageException e) {
            return false;
        }
    }

    @Test
    void timerRunsByItsSchedule_andIsToldOfItsState() throws Exception {
        awaitLog("ticked {\"Schedule\":{\"AdjustForDST\":true},\"ScheduleStatus\":null,\"IsPastDue\":false}");
        awaitLog("Function.tick.User");
    }
}
