package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobServiceClientBuilder;
import io.driverelay.drive.ByteRange;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.upload.Staging;
import io.driverelay.upload.StagingUrl;
import io.driverelay.upload.Transfer;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadMark;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Staging and records against the real emulator. */
class StagingTest {
    private final TestHome home = TestHome.unlinked();
    private final Staging staging = home.staging;
    private final String blob = home.ids.next();

    private StagingUrl url(Transfer transfer) {
        return staging.urlFor(blob, transfer, Instant.now().plus(Duration.ofHours(1)));
    }

    private static int send(String method, URI url, byte[] body, Map<String, String> headers) throws Exception {
        var request = HttpRequest.newBuilder(url).method(method, BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }

    private int put(StagingUrl to, byte[] body) throws Exception {
        return send("PUT", to.url(), body, Map.of("x-ms-blob-type", "BlockBlob"));
    }

    private int putBlock(StagingUrl to, String id, byte[] body) throws Exception {
        return send("PUT", URI.create(to.url() + "&comp=block&blockid=" + id), body, Map.of());
    }

    @Test
    void oneShotUrlCanNeitherReadNorOverwriteNorPutBlocks() throws Exception {
        StagingUrl url = url(Transfer.SINGLE);
        assertThat(put(url, new byte[] {1})).isEqualTo(201);
        assertThat(put(url, new byte[] {2})).isEqualTo(403);
        assertThat(send("GET", url.url(), new byte[0], Map.of())).isEqualTo(403);
        assertThat(send("DELETE", url.url(), new byte[0], Map.of())).isEqualTo(403);
    }

    @Test
    void urlThatIsOverIsRefused() throws Exception {
        StagingUrl over = staging.urlFor(blob, Transfer.SINGLE, Instant.now().minusSeconds(1));
        assertThat(put(over, new byte[] {1})).isEqualTo(403);
    }

    @Test
    void blocksAreListedByNumber_committed_andRead() throws Exception {
        StagingUrl url = url(Transfer.BLOCKS);
        assertThat(putBlock(url, "MDAwMDAx", new byte[] {3, 4})).isEqualTo(201);
        assertThat(putBlock(url, "MDAwMDAw", new byte[] {1, 2, 9})).isEqualTo(201);
        assertThat(staging.uncommittedBlocks(blob)).containsExactly(new Staging.Block(0, 3), new Staging.Block(1, 2));
        assertThat(staging.content(blob)).isEmpty();

        staging.commitBlocks(blob, 2);
        Staging.Snapshot snapshot = staging.snapshot(blob).orElseThrow();
        assertThat(snapshot.sizeBytes()).isEqualTo(5);
        staging.put(blob, new byte[] {7});
        try (var bytes = staging.read(blob, snapshot.name(), ByteRange.at(1, 3), abort -> {})) {
            assertThat(bytes.readAllBytes()).containsExactly(2, 9, 3);
        }
    }

    /** Fault 23b. */
    @Test
    void deleteTakesSnapshotsAndUncommittedBlocksAlong() throws Exception {
        staging.put(blob, new byte[] {1});
        Staging.Snapshot snapshot = staging.snapshot(blob).orElseThrow();
        putBlock(url(Transfer.BLOCKS), "MDAwMDAw", new byte[] {1});
        staging.delete(blob);
        staging.delete(blob);

        assertThat(staging.content(blob)).isEmpty();
        assertThat(staging.uncommittedBlocks(blob)).isEmpty();
        assertThat(staging.sizeOf(blob, snapshot.name())).isEmpty();
    }

    /** Fault 23b. */
    @Test
    void deleteWorks_whenTheUrlsHolderTookALease() throws Exception {
        staging.put(blob, new byte[] {1});
        int leased = send(
                "PUT",
                URI.create(url(Transfer.BLOCKS).url() + "&comp=lease"),
                new byte[0],
                Map.of("x-ms-lease-action", "acquire", "x-ms-lease-duration", "-1"));
        assertThat(leased).isEqualTo(201);
        staging.delete(blob);

        assertThat(staging.content(blob)).isEmpty();
    }

    @Test
    void deleteWorks_whileALeaseIsBreaking() throws Exception {
        staging.put(blob, new byte[] {1});
        URI lease = URI.create(url(Transfer.BLOCKS).url() + "&comp=lease");
        send("PUT", lease, new byte[0], Map.of("x-ms-lease-action", "acquire", "x-ms-lease-duration", "60"));
        int breaking =
                send("PUT", lease, new byte[0], Map.of("x-ms-lease-action", "break", "x-ms-lease-break-period", "60"));
        assertThat(breaking).isEqualTo(202);
        staging.delete(blob);

        assertThat(staging.content(blob)).isEmpty();
    }

    @Test
    void contentThatChangedIsNotDeleted() {
        staging.put(blob, new byte[] {1});
        String before = staging.content(blob).orElseThrow().eTag();
        staging.put(blob, new byte[] {2});
        staging.deleteIfUnchanged(blob, before);

        assertThat(staging.content(blob)).isPresent();
    }

    /** Fault 27. */
    @Test
    void recordIsChangedOnlyWithTheVersionThatWasRead() {
        var read = home.connections.find(home.connectionId).orElseThrow();
        home.connections.replace(read.with(c -> c.withoutKeys()));

        assertThatThrownBy(() -> home.connections.replace(read.with(c -> c.lapsed(home.clock.instant()))))
                .isInstanceOf(ChangedMeanwhile.class);
        assertThatThrownBy(() -> home.connections.create(read.value())).isInstanceOf(ChangedMeanwhile.class);
    }

    @Test
    void recordReadsBackAsItWasWritten() {
        TestHome linked = TestHome.linked();
        Upload upload = linked.committed(linked.backup("Häuser 1.tar", 3), new byte[] {1, 2, 3});

        assertThat(linked.find(upload)).isEqualTo(upload);
        assertThat(linked.uploads.list(linked.connectionId)).containsExactly(UploadMark.of(upload));
    }

    @Test
    void recordsWhoseMarksAreLostAreListedAllTheSame_beneathWhatIsNone() {
        TestHome linked = TestHome.linked();
        Upload upload = linked.committed(linked.backup("1.tar", 3), new byte[] {1, 2, 3});
        var records = new BlobServiceClientBuilder()
                .connectionString(linked.connectionString)
                .httpClient(new JdkHttpClientBuilder().build())
                .buildClient()
                .getBlobContainerClient("uploads");
        records.getBlobClient(linked.connectionId + "/" + upload.id() + ".json").setMetadata(Map.of());
        records.getBlobClient("stray").upload(BinaryData.fromString("x"));

        assertThat(linked.alive()).containsExactly(UploadMark.of(upload));
    }

    /** Fault 2b. */
    @Test
    void forgottenCommitIsMadeByUpkeep_andWhatNeverCameExpires() {
        TestHome linked = TestHome.linked();
        var whole = linked.open.open(
                linked.connection(), linked.key, linked.file("a", 2, null), java.util.Optional.empty());
        linked.staging.put(whole.upload().staged().blob(), new byte[] {1, 2});
        var never = linked.open.open(
                linked.connection(), linked.key, linked.file("b", 2, null), java.util.Optional.empty());
        linked.clock.move(Duration.ofMinutes(11));
        linked.upkeep.pass();
        linked.serveTickets();
        assertThat(linked.onDrive("a")).containsExactly(1, 2);

        linked.clock.move(Duration.ofHours(31));
        linked.upkeep.pass();
        assertThat(linked.find(never.upload()).state()).isEqualTo(io.driverelay.upload.UploadState.EXPIRED);
        linked.clock.move(Duration.ofDays(91));
        linked.upkeep.pass();
        assertThat(linked.uploads.list(linked.connectionId)).isEmpty();
    }
}
