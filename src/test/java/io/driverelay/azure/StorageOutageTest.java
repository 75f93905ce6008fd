package io.driverelay.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.store.StorageUnavailable;
import io.driverelay.telemetry.ToldEvents;
import io.driverelay.upload.Ticket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Storage and vault that are not there, or never answer. */
class StorageOutageTest {
    private static StorageClients at(int port) {
        String address = "http://127.0.0.1:" + port + "/account";
        return new StorageClients(
                new ContentAccount.WithKey(
                        "DefaultEndpointsProtocol=http;AccountName=account;AccountKey=c2VjcmV0;BlobEndpoint=" + address
                                + ";QueueEndpoint=" + address + ";"),
                Clock.systemUTC());
    }

    private static Stream<Runnable> callsTo(int port) {
        StorageClients clients = at(port);
        return Stream.of(
                () -> new BlobConnections(clients).find("home"),
                () -> new BlobUploads(clients).list("home"),
                () -> new BlobLanes(clients).find("lane"),
                () -> new BlobStaging(clients, null, null).snapshot("staged"),
                () -> new BlobStaging(clients, null, null).put("staged", new byte[10]),
                () -> new StorageTickets(clients).send(new Ticket("upload", "home", null), Duration.ZERO),
                () -> new VaultSecrets(URI.create("https://127.0.0.1:" + port), null).find("secret"));
    }

    @Test
    void nobodyListens() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        List<String> told = ToldEvents.during(() -> assertThat(callsTo(port))
                .allSatisfy(call -> assertThatThrownBy(call::run)
                        .isInstanceOf(StorageUnavailable.class)
                        .hasMessageNotContaining("c2VjcmV0")));

        assertThat(told)
                .hasSizeGreaterThanOrEqualTo(7)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("{\"event\":\"storage-call-failed\",\"service\":")
                        .contains("\"status\":0")
                        .doesNotContain("c2VjcmV0"));
        assertThat(told)
                .filteredOn(line -> line.contains("\"service\":\"vault\""))
                .hasSize(1);
    }

    /** Fault 28. */
    @Test
    void itAcceptsAndNeverAnswers_givenUpWithinTenSeconds() throws IOException {
        try (var hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            long start = System.nanoTime();
            var calls = callsTo(hole.getLocalPort())
                    .map(call -> CompletableFuture.runAsync(call, work -> new Thread(work).start()))
                    .toList();
            assertThat(calls)
                    .allSatisfy(call -> assertThatThrownBy(call::join).hasCauseInstanceOf(StorageUnavailable.class));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
        }
    }
}
