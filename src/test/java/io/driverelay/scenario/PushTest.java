package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.queue.QueueClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.azure.ContentAccount;
import io.driverelay.azure.StorageClients;
import io.driverelay.azure.StoragePushes;
import io.driverelay.connection.ConnectionChange;
import io.driverelay.connection.Webhook;
import io.driverelay.push.Push;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fault 30: a home that asked for it is told what happens, and whatever its webhook does delays nothing. */
class PushTest extends FaultyWorld {
    private final TestPushes pushes = new TestPushes(home);

    @RegisterExtension
    final Trail trail = new Trail();

    @AfterEach
    void stop() {
        pushes.close();
    }

    @Test
    void deliveryIsTold_onceHoweverOftenItIsHeardOf() {
        pushes.asked();
        Upload upload = backup("n.tar", CONTENT, Conflict.FAIL, TestShelf.json("n", TestShelf.date(1)));
        home.serveUntilQuiet(LONG);
        home.tellHome.delivered(upload);
        home.tellHome.delivered(upload);
        pushes.serve();

        assertThat(pushes.events()).containsExactly("upload-delivered");
        JsonNode json = pushes.last();
        assertThat(json.path("connectionId").asText()).isEqualTo(home.connectionId);
        assertThat(json.path("uploadId").asText()).isEqualTo(upload.id());
        assertThat(json.path("kind").asText()).isEqualTo("backup");
        assertThat(json.path("fileName").asText()).isEqualTo("n.tar");
        assertThat(json.path("sizeBytes").asInt()).isEqualTo(CONTENT.length);
        assertThat(json.path("at").asText()).matches("[0-9T:.-]+Z");
        assertThat(pushes.paths).containsExactly(pushes.url().getPath());
    }

    /** A1: newer content of the same name is there, nothing is lost, and nobody has anything to do. */
    @Test
    void whatNewerContentReplacedIsNoFailure_inPushesTheLogAndTheStatus() {
        pushes.asked();
        Upload older = file("log.bin", CONTENT, Conflict.REPLACE);
        leaveInMidSession(older);
        Upload newer = file("log.bin", bytes(1000, 2), Conflict.REPLACE);
        home.serveUntilQuiet(LONG);
        pushes.serve();

        assertFailed(older, Reason.SUPERSEDED);
        assertDelivered(newer);
        assertThat(pushes.events()).containsExactly("upload-delivered");
        assertThat(trail.of("upload-superseded")).singleElement().asString().contains(older.id());
        assertThat(trail.of("upload-failed")).isEmpty();
        assertThat(home.status.of(home.connection()).uploads().failed()).isZero();
        assertThat(home.status.page(null, 10).reports().items().get(0).uploads().failed())
                .isZero();
    }

    @Test
    void failureIsToldAndCounted_whereItsOwnerMustDoSomething() {
        pushes.asked();
        putByAnotherApp("taken.bin", bytes(1000, 1));
        Upload upload = file("taken.bin", CONTENT, Conflict.FAIL);
        home.serveUntilQuiet(LONG);
        pushes.serve();

        assertFailed(upload, Reason.NAME_TAKEN);
        assertThat(pushes.events()).containsExactly("upload-failed");
        assertThat(home.status.of(home.connection()).uploads().failed()).isOne();
    }

    @Test
    void messagesThatAreServedAtOnceTellItOnce() {
        pushes.asked();
        pushes.answersAfterMillis = 200;
        Upload upload = backup("n.tar", CONTENT, Conflict.FAIL, TestShelf.json("n", TestShelf.date(1)));
        home.serveUntilQuiet(LONG);
        home.tellHome.delivered(upload);
        pushes.serveAtOnce();

        assertThat(pushes.events()).containsExactly("upload-delivered");
    }

    @Test
    void homeThatDidNotAskIsNotCalled_norOneThatAsksNoMore() {
        file("a.bin", CONTENT, Conflict.FAIL);
        home.serveUntilQuiet(LONG);
        assertThat(home.pushes).isEmpty();

        pushes.asked();
        file("b.bin", CONTENT, Conflict.FAIL);
        home.serveUntilQuiet(LONG);
        home.change.change(
                home.connectionId,
                new ConnectionChange(null, null, null, null, new ConnectionChange.WebhookChange(null), null));
        pushes.serve();
        assertThat(pushes.paths).isEmpty();
        assertThat(home.webhooks.find(home.connectionId)).isEmpty();
    }

    @Test
    void driveStateIsTold_asItIsWhenItIsTold() {
        pushes.asked();
        home.account().setQuota(1_000_000, 0);
        pushes.check.check(home.connection());
        pushes.serve();
        assertThat(pushes.last().path("to").asText()).isEqualTo("normal");
        assertThat(pushes.last().path("from").isNull()).isTrue();

        home.account().setQuota(1_000_000, 999_999);
        pushes.check.check(home.connection());
        pushes.serve();
        assertThat(pushes.last().path("from").asText()).isEqualTo("normal");
        assertThat(pushes.last().path("to").asText()).isEqualTo("critical");
        assertThat(pushes.last().path("remainingBytes").asLong()).isEqualTo(1);

        pushes.status = 500;
        home.account().setQuota(1_000_000, 1_000_001);
        pushes.check.check(home.connection());
        pushes.serve();
        home.account().setQuota(1_000_000, 0);
        pushes.check.check(home.connection());
        pushes.status = 200;
        pushes.serve();
        assertThat(pushes.events()).hasSize(3);
        assertThat(pushes.last().path("from").asText()).isEqualTo("critical");
        assertThat(pushes.last().path("to").asText()).isEqualTo("normal");
    }

    @Test
    void lapsedSignInIsToldWithALink_andItsEndToo() {
        pushes.asked();
        home.simulators.authority().revoke(home.person);
        home.clock.move(Duration.ofHours(2));
        for (int pass = 0; pass < 4 && !home.connection().signInRequired(); pass++) {
            home.check.checkAll(home.clock.instant().plus(Duration.ofMinutes(4)), name -> {});
            home.clock.move(Duration.ofMinutes(5));
        }
        pushes.serve();

        assertThat(pushes.events()).containsOnlyOnce("sign-in-required").endsWith("sign-in-required");
        home.signInUrl = URI.create(pushes.last().path("signInUrl").asText());
        home.signIn(home.person);
        pushes.serve();
        assertThat(pushes.events()).contains("signed-in");
        assertThat(pushes.last().has("signInUrl")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 404, 429, 301, 307})
    void whatIsNotTakenIsTriedAgain_moreAndMoreSeldom_forADay(int status) {
        pushes.asked();
        pushes.status = status;
        pushes.location = status < 400 ? "/elsewhere" : null;
        file("a.bin", CONTENT, Conflict.FAIL);
        home.serveUntilQuiet(LONG);
        for (int n = 0; n < 20; n++) {
            pushes.serve();
        }

        assertThat(pushes.paths).hasSize(9).containsOnly(pushes.url().getPath());
        assertThat(pushes.rests).hasSize(8).isSorted();
        assertThat(pushes.rests.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofHours(20), Duration.ofHours(26));
        assertThat(home.pushes).isEmpty();
    }

    /** It was asked for when the setting still allowed it, or the host moved: each attempt looks again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:1/",
                "https://localhost/",
                "https://10.0.0.1/",
                "https://2130706433/",
                "https://0177.0.0.1/",
                "https://[::1]/",
                "https://home.example.org:22/",
                "ftp://home.example.org/"
            })
    void addressThatMustNotBeCalledIsNot_howeverItCameToBeKept(String url) {
        home.change.change(
                home.connectionId,
                new ConnectionChange(
                        null,
                        null,
                        null,
                        null,
                        new ConnectionChange.WebhookChange(new Webhook(URI.create(url))),
                        null));
        file("a.bin", CONTENT, Conflict.FAIL);
        home.serveUntilQuiet(LONG);
        pushes.serve();

        assertThat(pushes.rests).hasSize(1);
        assertThat(pushes.paths).isEmpty();
    }

    /** The queue as it is, not as these tests have it. */
    @Test
    void pushIsTakenByTheQueue_nowAndLater() {
        var storage = new StorageClients(new ContentAccount.WithKey(home.connectionString), home.clock);
        var queue = new StoragePushes(storage);
        queue.send(new Push(home.connectionId, home.ids.next(), 0, null), Duration.ZERO);
        queue.send(Push.ofConnection(home.connectionId), Duration.ofHours(12));
        assertThat(new QueueClientBuilder()
                        .connectionString(home.connectionString)
                        .queueName("home-pushes")
                        .buildClient()
                        .receiveMessage()
                        .getBody()
                        .toString())
                .isNotEmpty()
                .doesNotContain("http");
    }

    @Test
    void removedConnectionLeavesNoWebhookAndNoNote() {
        pushes.asked();
        file("a.bin", CONTENT, Conflict.FAIL);
        home.serveUntilQuiet(LONG);
        pushes.serve();
        assertThat(home.pushNotes.find(home.connectionId)).isPresent();
        String id = home.connectionId;
        home.remove.remove(id);

        assertThat(home.webhooks.find(id)).isEmpty();
        assertThat(home.pushNotes.find(id)).isEmpty();
        home.pushes.add(Push.ofConnection(id));
        pushes.serve();
        assertThat(pushes.paths).hasSize(1);
    }

    @Test
    void webhookIsShownWithoutWhatOpensIt() {
        pushes.asked();
        assertThat(home.connection().webhook())
                .startsWith("http://127.0.0.1:")
                .endsWith("/…")
                .doesNotContain("5f2e");
        assertThat(home.webhooks.find(home.connectionId).orElseThrow().toString())
                .doesNotContain("5f2e");
    }
}
