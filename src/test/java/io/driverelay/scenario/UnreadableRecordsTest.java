package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import io.driverelay.connection.GetConnection;
import io.driverelay.connection.NewConnection;
import io.driverelay.drive.Pauses;
import io.driverelay.intake.StagedContent;
import io.driverelay.intake.WatchUploads;
import io.driverelay.status.CheckPass;
import io.driverelay.status.LastBackup;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What strayed into a container, was spoiled there, or was written by a newer version, is its own home's trouble. */
class UnreadableRecordsTest {
    private static final List<String> CONTAINERS =
            List.of("connections", "status", "sign-ins", "pauses", "lanes", "uploads", "ended-uploads");
    private static final String BEFORE_ALL = "00000000000000000000000000";
    private static final String AMONG_THEM = "01J00000000000000000000000";

    @RegisterExtension
    final Trail trail = new Trail();

    private final TestHome home = TestHome.linked();
    private final BlobServiceClient storage = new BlobServiceClientBuilder()
            .connectionString(home.connectionString)
            .httpClient(new JdkHttpClientBuilder().build())
            .buildClient();

    UnreadableRecordsTest() {
        CONTAINERS.forEach(this::spoil);
    }

    /** C16. */
    @Test
    void passReadsEveryDriveAndDeliversEveryUpload_whateverLiesBesideTheirRecords() {
        Upload upload = home.committed(home.file("a.bin", 3, Conflict.REPLACE), new byte[] {1, 2, 3});
        home.tickets.clear();
        home.clock.move(Duration.ofMinutes(12));
        home.upkeep.pass();
        home.serveTickets();

        assertThat(home.find(upload).state()).isEqualTo(UploadState.DELIVERED);
        CheckPass pass = home.statuses.lastPass().orElseThrow();
        assertThat(pass.checkedAt()).isEqualTo(home.clock.instant());
        assertThat(pass.failed()).doesNotContain(home.connectionId);
    }

    /** C16. */
    @Test
    void listsAndStatusShowTheOthers() {
        home.upkeep.pass();
        home.committed(home.file("a.bin", 3, Conflict.REPLACE), new byte[] {1, 2, 3});

        assertThat(home.status.page(null, 100).reports().items())
                .filteredOn(report -> report.connection().id().equals(home.connectionId))
                .singleElement()
                .satisfies(report -> assertThat(report.uploads().queued()).isEqualTo(1));
        assertThat(new GetConnection(home.connections).page(null, 100).items())
                .extracting(connection -> connection.id())
                .contains(home.connectionId);
        var watch = new WatchUploads(home.uploads, new StagedContent(home.staging));
        assertThat(watch.newestFirst(home.connectionId, mark -> true, null, 50).items())
                .hasSize(1);
    }

    /** C16. */
    @Test
    void personsSignIn_andConnectionsAreMadeAndRemoved() {
        assertThat(home.signIn(home.person).outcome()).hasToString("CONNECTED");
        assertThatCode(() -> home.create.create(new NewConnection("n", null, null, false, Set.of(), null, null, null)))
                .doesNotThrowAnyException();
        assertThatCode(() -> home.links.create(home.connections, home.connectionId))
                .doesNotThrowAnyException();
        assertThatCode(() -> home.remove.remove(home.connectionId)).doesNotThrowAnyException();
    }

    /** C16. */
    @Test
    void whatAPassWritesByItselfIsWrittenAnew_overWhatCannotBeRead() {
        Instant later = home.clock.instant().plusSeconds(60);
        spoilBlob("status", home.connectionId + ".json", "{\"quota\":", Map.of());
        spoilBlob("status", home.connectionId + ".last-backup.json", "{}", Map.of());
        spoilBlob("status", "pass.json", "[]", Map.of());
        spoilBlob("status", "upkeep.json", "null", Map.of());
        spoilBlob("pauses", "VAULTED.json", "{\"whom\":7}", Map.of());
        assertThat(home.status.of(home.connection()).quota().isKnown()).isFalse();

        home.upkeep.pass();
        home.statuses.keepLastBackup(home.connectionId, new LastBackup("b", "n", later));
        home.pauses.pauseUntil("VAULTED", later);

        assertThat(home.status.of(home.connection()).quota().isKnown()).isTrue();
        assertThat(home.status.of(home.connection()).lastBackup().backupId()).isEqualTo("b");
        assertThat(home.pauses.notBefore("VAULTED")).contains(later);
        assertThat(home.pauses.notBefore(Pauses.VAULT)).isEmpty();
    }

    /** Its drive is read without it: the look at its folder is all that comes by it. */
    @Test
    void idleHomesConnectionIsNamedOnceAPass_onceItsFolderIsDue() {
        var records = new StoredRecords(home.connectionString);
        String place = "connections/" + home.connectionId + ".json";
        Map<String, String> mark = records.metadata(place);
        home.upkeep.pass();
        records.restore(place, "{\"folder\":", mark);
        home.clock.move(Duration.ofHours(7));
        trail.lines.clear();
        home.upkeep.pass();
        home.upkeep.pass();

        assertThat(trail.of("record-unreadable"))
                .filteredOn(line -> line.contains(place))
                .hasSize(2);
        assertThat(home.statuses.lastPass().orElseThrow().failed()).doesNotContain(home.connectionId);
    }

    /** Readings, sign-ins and looks at folders come by the same connection. */
    @Test
    void whatSeveralPartsOfAPassComeByIsNamedOnce() {
        var records = new StoredRecords(home.connectionString);
        String place = "connections/" + home.connectionId + ".json";
        records.restore(place, "{\"folder\":", Map.of());
        home.clock.move(Duration.ofHours(7));
        trail.lines.clear();
        home.upkeep.pass();

        assertThat(trail.of("record-unreadable"))
                .filteredOn(line -> line.contains(place))
                .hasSize(1);
    }

    /** Each kind in each container: no JSON, a newer version's enum, the wrong shape, no metadata and metadata of another. */
    private void spoil(String container) {
        String folder = container.endsWith("uploads") ? home.connectionId + "/" : "";
        spoilBlob(container, "stray", "x", Map.of());
        spoilBlob(container, folder + BEFORE_ALL + ".json", "", Map.of());
        spoilBlob(
                container,
                folder + AMONG_THEM + ".json",
                "{\"standing\":{\"state\":\"teleported\"},\"quota\":{\"state\":\"overflowing\"}}",
                Map.of("state", "TELEPORTED", "since", "never", "expires", "soon", "until", "x", "whom", "%"));
        spoilBlob(container, folder + "links/x.json", "null", Map.of("connection", home.connectionId));
        spoilBlob(container, folder + "newest-first/x", "[1]", Map.of("state", "DELIVERED"));
    }

    private void spoilBlob(String container, String name, String text, Map<String, String> metadata) {
        BlobContainerClient blobs = storage.getBlobContainerClient(container);
        blobs.createIfNotExists();
        blobs.getBlobClient(name).upload(BinaryData.fromString(text), true);
        blobs.getBlobClient(name).setMetadata(metadata);
    }
}
