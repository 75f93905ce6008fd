package io.driverelay.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.upload.SpoiledContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that Azure gives about blobs which their sender spoiled, and the emulator does not know. */
class SpoiledBlobsTest {
    private final Queue<String> calls = new ConcurrentLinkedQueue<>();
    private Function<HttpExchange, String> answer;
    private HttpServer server;
    private BlobStaging staging;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/account";
        var clients = new StorageClients(
                new ContentAccount.WithKey(
                        "DefaultEndpointsProtocol=http;AccountName=account;AccountKey=c2VjcmV0;BlobEndpoint=" + address
                                + ";QueueEndpoint=" + address + ";"),
                Clock.systemUTC());
        staging = new BlobStaging(clients, null, null);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** H1: under a key of its own each reading is refused, and deleting is not. */
    @Test
    void contentUnderASendersOwnKeyIsSpoiled_andDeletedWithoutBeingRead() {
        answer = exchange ->
                exchange.getRequestMethod().equals("DELETE") ? "202" : "409 BlobUsesCustomerSpecifiedEncryption";

        assertThatThrownBy(() -> staging.content("b"))
                .isInstanceOf(SpoiledContent.class)
                .hasMessageContaining("key of the sender's own");
        assertThatThrownBy(() -> staging.snapshot("b")).isInstanceOf(SpoiledContent.class);
        calls.clear();
        assertThatCode(() -> staging.delete("b")).doesNotThrowAnyException();
        assertThat(calls).noneMatch(call -> call.startsWith("HEAD")).anyMatch(call -> call.startsWith("DELETE"));
    }

    /** H1: as the service says it, and as a HEAD without a code. */
    @ParameterizedTest
    @CsvSource({
        "409 BlobArchived, archive tier",
        "409 InvalidBlobType, append or page blob",
        "409 PendingCopyOperation, still being copied",
        "409 BlobImmutableDueToPolicy, BlobImmutableDueToPolicy",
        "412 LeaseIdMissing, LeaseIdMissing",
        "400 BlockListTooLong, 50 000 blocks",
        "409, cannot be used"
    })
    void conflictOfContentIsNoRace(String answered, String said) {
        answer = exchange -> answered;

        assertThatThrownBy(() -> staging.commitBlocks("b", 2))
                .isInstanceOf(SpoiledContent.class)
                .hasMessageContaining(said.replace("50 000", "50,000"));
        assertThat(calls).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"412 ConditionNotMet", "409 BlobAlreadyExists"})
    void versionConflictIsARace(String answered) {
        answer = exchange -> answered;

        assertThatThrownBy(() -> staging.commitBlocks("b", 2)).isInstanceOf(ChangedMeanwhile.class);
    }

    /** H1: a container that is being deleted drove two doors into a loop. */
    @ParameterizedTest
    @CsvSource({"409 ContainerBeingDeleted", "409 AccountIsDisabled", "409 ContainerDisabled"})
    void conflictOfTheWholeContainerIsAnOutage(String answered) {
        answer = exchange -> answered;

        assertThatThrownBy(() -> staging.commitBlocks("b", 2)).isInstanceOf(StorageUnavailable.class);
    }

    @Test
    void whatIsHeldAgainWhileItIsDeletedIsLookedAtLater() {
        answer = exchange -> "412 LeaseIdMissing";

        assertThatThrownBy(() -> staging.delete("b")).isInstanceOf(StorageUnavailable.class);
        assertThat(calls).hasSizeLessThan(5);
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            String[] said = answer.apply(exchange).split(" ", 2);
            if (said.length > 1) {
                exchange.getResponseHeaders().set("x-ms-error-code", said[1]);
            }
            exchange.getResponseHeaders().set("x-ms-version", "2024-11-04");
            exchange.sendResponseHeaders(Integer.parseInt(said[0]), -1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
