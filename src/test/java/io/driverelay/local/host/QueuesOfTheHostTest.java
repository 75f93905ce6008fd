package io.driverelay.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.models.QueueStorageException;
import io.driverelay.local.packaging.TestPackage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the genuine host does with messages. */
class QueuesOfTheHostTest {
    private static final String HOST_JSON =
            "{\"version\":\"2.0\",\"extensions\":{\"queues\":{\"maxDequeueCount\":2,\"visibilityTimeout\":\"00:00:01\","
                    + "\"maxPollingInterval\":\"00:00:01\"}}}";

    @TempDir
    static Path folder;

    private static QueueWiretap wire;
    private static TestHost host;

    @BeforeAll
    static void start() throws Exception {
        wire = new QueueWiretap(TestHost.azurite().queueUrl());
        String tapped = wire.tapped(TestHost.azurite().connectionString());
        host = new TestHost(
                TestPackage.of(QueueApp.class, folder, HOST_JSON),
                folder,
                Map.of(
                        "AzureWebJobsStorage", tapped,
                        "PANTRY", tapped,
                        "FOOD", "food",
                        "CROWD", "crowd",
                        "YEARLY", "0 0 0 1 1 *"),
                "-D" + QueuePlan.RENEWAL_PROPERTY + "=PT0.5S");
    }

    @AfterAll
    static void stop() {
        host.close();
        wire.close();
    }

    private static QueueClient queue(String name) throws Exception {
        return new QueueClientBuilder()
                .connectionString(TestHost.azurite().connectionString())
                .queueName(name)
                .httpClient(new JdkHttpClientBuilder().build())
                .buildClient();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void await(BooleanSupplier fact) throws Exception {
        for (int i = 0; i < 400 && !fact.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertThat(fact.getAsBoolean()).isTrue();
    }

    private static long count(QueueClient queue) {
        try {
            return queue.getProperties().getApproximateMessagesCountLong();
        } catch (QueueStorageException e) {
            return -1;
        }
    }

    private static long asked(String regex) {
        Pattern request = Pattern.compile(regex);
        return wire.asked().stream().filter(request.asMatchPredicate()).count();
    }

    @Test
    void queueThatIsMissingIsWaitedForAndNotMade_messageIsServedAndEnded_badOnesAreTriedAgainAndPoisoned()
            throws Exception {
        QueueClient food = queue("food");
        await(() -> asked("GET /devstoreaccount1/food/messages.*") > 2);
        assertThat(count(food)).isEqualTo(-1);

        food.create();
        food.sendMessage(base64("good"));
        food.sendMessage(base64("bad"));
        food.sendMessage("%%% no base64");
        host.awaitLog("Function\\.eat\\.User .* tasted good 1 36");
        host.awaitLog("Executing 'Functions\\.eat' \\(Reason='New queue message detected on 'food'\\.'");
        host.awaitLog("tasted bad 1 36");
        host.awaitLog("tasted bad 2 36");
        host.awaitLog("mourned bad\n");
        await(() -> count(food) == 0);
        assertThat(host.log()).doesNotContain("tasted bad 3").doesNotContain("no base64");
        // invisible for ten minutes while it runs, and for visibilityTimeout after it failed
        assertThat(asked("GET /devstoreaccount1/food/messages\\?.*visibilitytimeout=600.*"))
                .isPositive();
        assertThat(asked("PUT /devstoreaccount1/food/messages/.*visibilitytimeout=1(&.*)?"))
                .isEqualTo(2);
    }

    @Test
    void poisonQueueHasNoPoisonQueue_andWhatFailsThereStaysHidden() throws Exception {
        QueueClient poison = queue("food-poison");
        poison.createIfNotExists();
        poison.sendMessage(base64("bad for all"));
        host.awaitLog("mourned bad for all");
        host.awaitLog("Executed 'Functions\\.mourn' \\(Failed");
        Thread.sleep(500);
        assertThat(count(queue("food-poison-poison"))).isEqualTo(-1);
        assertThat(poison.peekMessages(5, null, Context.NONE).stream()
                        .map(message -> message.getBody().toString()))
                .doesNotContain(base64("bad for all"));
    }

    @Test
    void twentyFourRunAtOnceByDefault_eachHiddenAnewWhileItRuns() throws Exception {
        QueueClient crowd = queue("crowd");
        crowd.createIfNotExists();
        for (int i = 0; i < 60; i++) {
            crowd.sendMessageWithResponse(base64("guest " + i % 2), null, Duration.ofHours(1), null, Context.NONE);
        }
        await(() -> count(crowd) == 0);
        assertThat(host.log()).contains("crowd of 24\n").doesNotContain("crowd of 25\n");
        assertThat(Pattern.compile(" left\n").matcher(host.log()).results().count())
                .isEqualTo(60);
        assertThat(asked("PUT /devstoreaccount1/crowd/messages/.*visibilitytimeout=600.*"))
                .isGreaterThanOrEqualTo(60);
    }

    @Test
    void functionIsRunByHandForWhoHoldsTheKey() throws Exception {
        var body = java.net.http.HttpRequest.BodyPublishers.ofString("{\"input\":\"by hand\"}");
        assertThat(host.send("POST", "/admin/functions/eat", body).statusCode()).isEqualTo(401);
        assertThat(host.send("POST", "/admin/functions/none", body, "x-functions-key", TestHost.KEY)
                        .statusCode())
                .isEqualTo(404);
        assertThat(host.send("POST", "/admin/functions/eat", body, "x-functions-key", TestHost.KEY)
                        .statusCode())
                .isEqualTo(202);
        host.awaitLog("tasted by hand 1");
    }
}
