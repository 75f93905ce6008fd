package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobServiceClientBuilder;
import io.driverelay.backup.DeleteBackup;
import io.driverelay.backup.DescribeOrphans;
import io.driverelay.backup.TendShelf;
import io.driverelay.connection.ReadyDrives;
import io.driverelay.drive.Drive;
import io.driverelay.homeassistant.AgentBackups;
import io.driverelay.homeassistant.Tars;
import io.driverelay.status.ShelfNote;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Upload;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong, or comes between, while contents that nobody described are described. */
class OrphansInTroubleTest extends FaultyWorld {
    private static final Duration DAY = Duration.ofHours(24);
    private static final String JSON = Tars.supervisorJson("8c0ffee1", "Nightly");

    private static final Interposed UNHINDERED = (method, arguments, call) -> call.made();

    @RegisterExtension
    final Trail trail = new Trail();

    private final TestShelf shelf = new TestShelf(home);

    @BeforeEach
    void firstCare() {
        home.upkeep.pass();
    }

    @Test
    void thoseThatAlwaysFailKeepNoOtherFromItsDescription_norTheCountsFromBeingStored() {
        shelf.with(1);
        for (int n = 0; n < 6; n++) {
            orphan("o" + n);
            home.clock.move(Duration.ofMinutes(1));
        }
        for (int n = 0; n < 5; n++) {
            home.simulators.faults().answerNext(99, "GET", download("o" + n), 500, Map.of(), "");
        }

        tendAfter(DAY);
        assertThat(note().backups()).isEqualTo(1);
        assertThat(note().dueAt()).as("one was not looked at yet").isEqualTo(home.clock.instant());
        assertThat(trail.of("backup-not-described"))
                .hasSize(5)
                .allMatch(line -> line.endsWith(",\"fault\":\"unreachable\"}"));

        pass();
        assertThat(shelf.ids()).contains("o5");
        pass();
        assertThat(note().backups()).isEqualTo(2);
        assertThat(note().dueAt()).isAfter(home.clock.instant().plus(Duration.ofHours(5)));
    }

    /** One could not be read once, by chance, where five never can. */
    @Test
    void thoseThatFailTakeTurns() {
        for (int n = 0; n < 6; n++) {
            orphan("o" + n);
            home.clock.move(Duration.ofMinutes(1));
        }
        for (int n = 0; n < 5; n++) {
            home.simulators.faults().answerNext(99, "GET", download("o" + n), 500, Map.of(), "");
        }
        home.simulators.faults().answerNext(1, "GET", download("o5"), 500, Map.of(), "");

        tendAfter(DAY);
        pass();
        assertThat(shelf.ids()).isEmpty();
        tendAfter(Duration.ofHours(6));
        assertThat(shelf.ids()).containsExactly("o5");
    }

    @Test
    void driveThatAsksToBeLeftAloneInTheMidstIs_andTheCountsAreStored() {
        shelf.with(1);
        orphan("o0");
        home.clock.move(Duration.ofMinutes(1));
        orphan("o1");
        home.clock.move(DAY);
        home.simulators.faults().answerNext(1, "GET", download("o0"), 429, Map.of("Retry-After", "3600"), "");
        int mark = home.account().calls().size();

        tendAfter(Duration.ZERO);
        assertThat(home.account().callsSince(mark)).noneMatch(call -> call.matches(".*" + download("o1")));
        assertThat(trail.of("backup-not-described")).singleElement().asString().endsWith(",\"fault\":\"throttled\"}");
        assertThat(note().backups()).isEqualTo(1);
        assertThat(note().countedAt()).isEqualTo(home.clock.instant());
        assertThat(note().dueAt()).isEqualTo(home.clock.instant().plusSeconds(3600));

        home.clock.move(Duration.ofMinutes(61));
        home.upkeep.pass();
        assertThat(shelf.ids()).contains("o0", "o1");
    }

    @Test
    void contentOfAnUploadThatIsOnItsWayIsTheUploadsOwn() {
        Upload upload = backup("n.tar", tar("8c0ffee1"), Conflict.FAIL, TestShelf.json("n", Instant.EPOCH));
        answerNext(1, "PUT", "metadata.json:/content", 503, "serviceNotAvailable");
        serveUntilKilled();
        home.clock.move(DAY.plusHours(1));

        TendShelf.Tended tended = tend(UNHINDERED);
        assertThat(tended.more()).isFalse();
        assertThat(shelf.names()).containsExactly("n.tar");

        home.serveUntilQuiet(LONG);
        assertDelivered(upload);
        assertThat(shelf.ids()).containsExactly("n");
    }

    @Test
    void contentThatAnUploadBeginsToReplaceMeanwhileIsNotDescribed() {
        orphan("n");
        home.clock.move(DAY);
        Upload[] upload = {null};

        tend(afterReading(() -> {
            upload[0] = backup("n.tar", CONTENT, Conflict.REPLACE, TestShelf.json("n", Instant.EPOCH));
            leaveInMidSession(upload[0]);
        }));
        assertThat(shelf.names()).containsExactly("n.tar");
        assertThat(trail.of("backup-not-described")).singleElement().asString().endsWith(",\"outcome\":\"changed\"}");

        home.serveUntilQuiet(LONG);
        assertDelivered(upload[0]);
        assertThat(home.textOnDrive(home.backupPath("n.metadata.json"))).isEqualTo(TestShelf.json("n", Instant.EPOCH));
    }

    @Test
    void descriptionThatAppearsMeanwhileStays() {
        orphan("n");
        home.clock.move(DAY);
        String theirs = TestShelf.json("theirs", Instant.EPOCH);

        tend(before("put", () -> shelf.put("n.metadata.json", theirs)));
        assertThat(home.textOnDrive(home.backupPath("n.metadata.json"))).isEqualTo(theirs);
        assertThat(trail.of("backup-not-described")).singleElement().asString().endsWith(",\"fault\":\"nameTaken\"}");
        assertThat(shelf.ids()).containsExactly("theirs");
    }

    @Test
    void contentThatIsReplacedMeanwhileIsDescribedAsItIsThen() {
        orphan("n");
        home.clock.move(DAY);

        tend(afterReading(() -> shelf.put("n.tar", tar("another"))));
        assertThat(shelf.names()).containsExactly("n.tar");
        assertThat(trail.of("backup-not-described")).singleElement().asString().endsWith(",\"outcome\":\"changed\"}");

        tend(UNHINDERED);
        assertThat(shelf.ids()).containsExactly("another");
    }

    @Test
    void contentThatIsRenamedMeanwhileIsDescribedUnderItsNewName() {
        orphan("n");
        home.clock.move(DAY);

        tend(afterReading(() -> home.account().move(home.backupPath("n.tar"), home.backupPath("m.tar"))));
        assertThat(shelf.names()).containsExactly("m.tar");

        tend(UNHINDERED);
        assertThat(shelf.names()).containsExactlyInAnyOrder("m.tar", "m.metadata.json");
    }

    @Test
    void contentWhoseDescriptionCannotHaveANameIsReadOnce() {
        orphan("n");
        answerNext(1, "PUT", "metadata.json:/content", 400, "invalidName");

        assertReadOnce("nameRefused");
    }

    @Test
    void tarOfManyLargeEntriesIsReadSoOftenAndNoMore() {
        shelf.put("n.tar", Tars.after(302, 33 << 10, JSON));
        int mark = home.account().calls().size();

        assertReadOnce("tooManyEntries");
        assertThat(home.account().callsSince(mark))
                .filteredOn(call -> call.matches(".*" + download("n")))
                .hasSize(300);
    }

    /** The first range is given, and not the second. */
    @ParameterizedTest
    @ValueSource(ints = {200, 416})
    void rangeThatTheDriveDoesNotGiveFailsTheReading_andTheNextOneDescribes(int status) {
        shelf.put("n.tar", Tars.after(1, 64 << 10, JSON));
        home.clock.move(DAY);

        tend(afterReading(() ->
                home.simulators.faults().answerNext(1, "GET", download("n"), status, Map.of(), "x".repeat(64 << 10))));
        assertThat(trail.of("backup-not-described")).hasSize(1);
        assertThat(shelf.problems()).containsExactly("n.tar DESCRIPTION_MISSING");

        tend(UNHINDERED);
        assertThat(shelf.ids()).containsExactly("8c0ffee1");
    }

    @Test
    void catalogueOfAnOlderVersionIsGoneOnWith() {
        shelf.put("photos.tar", "no tar at all");
        orphan("n");
        shelf.with(1);
        shelf.ids();
        var blob = new BlobServiceClientBuilder()
                .connectionString(home.connectionString)
                .buildClient()
                .getBlobContainerClient("backup-catalogues")
                .getBlobClient(home.connectionId + ".json");
        String kept = blob.downloadContent().toString();
        String older = kept.replaceFirst(",\"undescribable\":\\[\\],\"failed\":\\[\\]", "");
        assertThat(older).isNotEqualTo(kept);
        blob.upload(BinaryData.fromString(older), true);
        int mark = home.account().calls().size();

        tendAfter(DAY);
        assertThat(shelf.ids()).containsExactly("b0000", "n");
        assertThat(home.account().callsSince(mark))
                .as("what the older version read is not read again")
                .noneMatch(call -> call.matches(".*" + idEnd("b0000.metadata.json")));
    }

    @Test
    void whatIsDescribedAndWhatIsNotLeavesALine_withIdsAlone() {
        orphan("secret-name");
        home.clock.move(Duration.ofMinutes(1));
        shelf.put("second.tar", tar("secret-name"));
        shelf.put("photos.tar", "no tar at all");
        String where = "\",\"connectionId\":\"" + home.connectionId + "\",\"itemId\":\"";
        String[] items = {id("secret-name.tar"), id("second.tar"), id("photos.tar")};

        tendAfter(DAY);
        assertThat(trail.of("backup-described"))
                .containsExactly("{\"event\":\"backup-described" + where + items[0] + "\",\"outcome\":\"described\"}");
        assertThat(trail.of("backup-undescribable"))
                .containsExactlyInAnyOrder(
                        "{\"event\":\"backup-undescribable" + where + items[1] + "\",\"outcome\":\"secondOfItsId\"}",
                        "{\"event\":\"backup-undescribable" + where + items[2] + "\",\"outcome\":\"noBackup\"}");
        assertThat(trail.lines).noneMatch(line -> line.contains("secret-name") || line.contains("tempauth"));
    }

    private void assertReadOnce(String why) {
        tendAfter(DAY);
        assertThat(trail.of("backup-undescribable"))
                .singleElement()
                .asString()
                .endsWith(",\"outcome\":\"" + why + "\"}");
        int mark = home.account().calls().size();
        tendAfter(DAY);
        assertThat(home.account().callsSince(mark)).noneMatch(call -> call.contains("/content"));
        assertThat(shelf.problems()).containsExactly("n.tar DESCRIPTION_MISSING");
    }

    private void orphan(String name) {
        shelf.put(name + ".tar", tar(name));
    }

    private static byte[] tar(String backupId) {
        return Tars.core(Tars.supervisorJson(backupId, "Nightly"), false);
    }

    private String id(String name) {
        return home.account().idOf(home.backupPath(name));
    }

    private String idEnd(String name) {
        return id(name).replaceAll(".*!", "");
    }

    /** Requests for a content. */
    private String download(String base) {
        return "/down/.*" + idEnd(base + ".tar") + ".*";
    }

    private ShelfNote note() {
        return home.shelves.find(home.connectionId).orElseThrow();
    }

    private void pass() {
        home.clock.move(Duration.ofMinutes(5));
        home.upkeep.pass();
    }

    private void tendAfter(Duration time) {
        home.clock.move(time);
        home.shelves.store(note().dueAt(home.clock.instant()));
        home.upkeep.pass();
    }

    /** With something that stands before the drive. */
    private TendShelf.Tended tend(Interposed meanwhile) {
        var drives = new ReadyDrives(
                id -> Interposed.before(Drive.class, home.connected.of(id), meanwhile), home.pauses, home.clock);
        var describe = new DescribeOrphans(drives, shelf.catalogues, new AgentBackups(), home.moving, home.clock);
        var delete = new DeleteBackup(shelf.list, drives, home.moving);
        return new TendShelf(shelf.list, delete, describe, home.clock).tend(home.connection(), () -> true);
    }

    private static Interposed before(String method, Runnable happens) {
        return (called, arguments, call) -> {
            if (called.equals(method)) {
                happens.run();
            }
            return call.made();
        };
    }

    /** Once, after the first part was read. */
    private static Interposed afterReading(Runnable happens) {
        boolean[] read = {false};
        return (called, arguments, call) -> {
            Object answer = call.made();
            if (called.equals("read") && !read[0]) {
                read[0] = true;
                happens.run();
            }
            return answer;
        };
    }
}
