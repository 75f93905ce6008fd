package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobServiceClientBuilder;
import io.driverelay.backup.GetBackup;
import io.driverelay.backup.Shelf;
import io.driverelay.backup.ShelvedBackup;
import io.driverelay.drive.ByteRange;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveFault.Kind;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.Page;
import io.driverelay.upload.BackupDescriptions;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Upload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in a home's folder is listed, whatever lies there. */
class BackupsOnDriveTest extends FaultyWorld {
    private static final String GRAPH = "[A-Z]+ /v1.0/.*";
    private static final String CONTENT = "GET /down/.*";

    private final TestShelf shelf = new TestShelf(home);

    private int mark() {
        return home.account().calls().size();
    }

    @Test
    void hundredBackupsCostOneCallEachAtFirst_andOneInAllFromThenOn_onAnyInstance() {
        shelf.with(100);
        int cold = mark();
        List<String> ids = shelf.ids();
        int warm = mark();
        assertThat(ids).hasSize(100).startsWith("b0099", "b0098").endsWith("b0000");
        assertThat(callsMatching(cold, GRAPH)).isEqualTo(1);
        assertThat(callsMatching(cold, CONTENT)).isEqualTo(100);

        TestShelf another = new TestShelf(home);
        assertThat(another.ids()).isEqualTo(ids);
        assertThat(callsMatching(warm, GRAPH)).isEqualTo(1);
        assertThat(callsMatching(warm, CONTENT)).isZero();
    }

    @Test
    void onlyWhatIsNewOrChangedIsReadAgain_andWhatIsGoneIsForgotten() {
        shelf.with(4);
        shelf.ids();
        shelf.put("b0001.metadata.json", TestShelf.json("b0001", TestShelf.date(9)));
        shelf.lay("new", TestShelf.json("new", TestShelf.date(5)));
        deleteOnDrive(home.backupPath("b0002.tar"));
        deleteOnDrive(home.backupPath("b0002.metadata.json"));
        int mark = mark();

        assertThat(shelf.ids()).containsExactly("b0001", "new", "b0003", "b0000");

        assertThat(callsMatching(mark, CONTENT)).isEqualTo(2);
        assertThat(shelf.catalogues.find(home.connectionId).orElseThrow().entries())
                .hasSize(4);
    }

    @Test
    void descriptionIsKeptToTheLetter_withWhatTheDriveSaysOfTheContent() {
        String written = TestShelf.json("b", TestShelf.date(0)) + "\n";
        shelf.lay("b", written);

        ShelvedBackup backup = shelf.get.get(home.connection(), "b");

        assertThat(backup.metadata().json()).isEqualTo(written);
        assertThat(backup.content().name()).isEqualTo("b.tar");
        assertThat(backup.content().sizeBytes()).isEqualTo("tar of b".length());
        assertThat(backup.content().id()).isEqualTo(home.account().idOf(home.backupPath("b.tar")));
        assertThat(backup.content().webUrl()).isNotBlank();
    }

    @Test
    void whatIsNoBackupIsToldAndHidesNone() {
        shelf.with(2);
        shelf.lay("broken", "{\"backup_id\":");
        shelf.lay("number", TestShelf.json("x", TestShelf.date(1)).replace("\"backup_id\":\"x\"", "\"backup_id\":7"));
        shelf.lay(
                "extra",
                TestShelf.json("x", TestShelf.date(1))
                        .replaceFirst("\"extra_metadata\":\\{[^}]*}", "\"extra_metadata\":[]"));
        shelf.put("latin.tar", "t");
        shelf.put("latin.metadata.json", new byte[] {'{', (byte) 0xfc, '}'});
        shelf.lay("huge", " ".repeat(BackupDescriptions.LARGEST_BYTES + 1));
        shelf.put("alone.metadata.json", TestShelf.json("alone", TestShelf.date(1)));
        shelf.put("lone.metadata.json", "{\"backup_id\":");
        shelf.put("orphan.tar", "t");
        shelf.put("empty.tar", "");
        shelf.put("empty.metadata.json", "");
        shelf.put("holiday.jpg", "j");
        shelf.lay("B0001 again", TestShelf.json("b0001", TestShelf.date(1)));

        assertThat(shelf.ids()).containsExactly("b0001", "b0000");
        assertThat(shelf.problems())
                .containsExactlyInAnyOrder(
                        "broken.metadata.json DESCRIPTION_INVALID",
                        "number.metadata.json DESCRIPTION_INVALID",
                        "extra.metadata.json DESCRIPTION_INVALID",
                        "latin.metadata.json DESCRIPTION_INVALID",
                        "empty.metadata.json DESCRIPTION_INVALID",
                        "huge.metadata.json DESCRIPTION_TOO_LARGE",
                        "alone.metadata.json CONTENT_MISSING",
                        "lone.metadata.json DESCRIPTION_INVALID",
                        "orphan.tar DESCRIPTION_MISSING",
                        "holiday.jpg FOREIGN",
                        "b0001.metadata.json DUPLICATE");
        assertThat(shelf.read().problems())
                .filteredOn(problem -> problem.name().startsWith("number"))
                .allMatch(problem -> problem.detail().contains("/backup_id must be"));
        assertThat(shelf.read().problems())
                .filteredOn(problem -> problem.name().startsWith("lone"))
                .allMatch(problem -> problem.detail().endsWith("; its content is missing"));
    }

    @Test
    void namesPairWhateverTheirCase() {
        shelf.put("Nightly.TAR", "t");
        shelf.put("nightly.Metadata.json", TestShelf.json("b", TestShelf.date(0)));

        assertThat(shelf.ids()).containsExactly("b");
        assertThat(shelf.problems()).isEmpty();
    }

    @Test
    void folderThatIsGoneHoldsNothing_andIsToldSo() {
        shelf.with(1);
        deleteOnDrive(home.connection().folder().name());

        assertThat(shelf.ids()).isEmpty();
        assertThat(shelf.problems()).containsExactly(home.connection().folder().name() + " FOLDER_MISSING");
    }

    @Test
    void driveWithShortPagesAndNoAddressesIsListedAsWell() {
        shelf.with(5);
        drive().largestPage = 3;
        drive().itemsWithout = Set.of("@microsoft.graph.downloadUrl");
        int mark = mark();

        assertThat(shelf.ids()).hasSize(5);
        assertThat(callsMatching(mark, "GET .*/children")).isEqualTo(4);
        assertThat(callsMatching(mark, "GET .*/content")).isEqualTo(5);
    }

    @Test
    void driveThatTellsNoETagsIsReadEachTime() {
        shelf.with(2);
        drive().itemsWithout = Set.of("eTag");
        shelf.ids();
        int mark = mark();

        assertThat(shelf.ids()).hasSize(2);
        assertThat(callsMatching(mark, CONTENT)).isEqualTo(2);
    }

    @Test
    void pagesGoOnWhateverCameOrWentMeanwhile() {
        shelf.with(5);
        Page<ShelvedBackup> first = shelf.read().page(null, 2);
        assertThat(first.items()).extracting(ShelvedBackup::id).containsExactly("b0004", "b0003");
        shelf.delete.delete(home.connection(), "b0003");
        shelf.lay("newest", TestShelf.json("newest", TestShelf.date(9)));

        Page<ShelvedBackup> second = shelf.read().page(first.next(), 2);
        assertThat(second.items()).extracting(ShelvedBackup::id).containsExactly("b0002", "b0001");
        Page<ShelvedBackup> third = shelf.read().page(second.next(), 2);
        assertThat(third.items()).extracting(ShelvedBackup::id).containsExactly("b0000");
        assertThat(third.next()).isNull();
        Shelf whole = shelf.read();
        for (String wrong : List.of("x", "2026-01-08T04:45:11Z", "")) {
            assertThatThrownBy(() -> whole.page(wrong, 2)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void backupsOfOneMomentAreOnPagesOneByOne() {
        for (String id : List.of("a", "b", "c")) {
            shelf.lay(id, TestShelf.json(id, TestShelf.date(0)));
        }
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page<ShelvedBackup> page = shelf.read().page(cursor, 1);
            page.items().forEach(backup -> seen.add(backup.id()));
            cursor = page.next();
        } while (cursor != null);

        assertThat(seen).containsExactly("a", "b", "c");
    }

    /** A page is cut: the list is not half a list. */
    @Test
    void secondPageThatFailsFailsTheList() {
        shelf.with(3);
        drive().largestPage = 2;
        home.simulators.faults().answerNext(1, "GET", "/children$", 200, Map.of(), "{\"value\":[{\"id\":");
        assertThat(kindOfList()).isEqualTo(Kind.UNREACHABLE);
        assertThat(shelf.ids()).hasSize(3);
    }

    private Kind kindOfList() {
        return catchThrowableOfType(DriveFault.class, shelf::read).kind();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/children$", "/down/"})
    void driveThatAsksToBeLeftAloneIs_andWhatCameUntilThenIsNotReadAgain(String where) {
        shelf.with(6);
        shelf.ids();
        shelf.lay("new", TestShelf.json("new", TestShelf.date(9)));
        home.simulators.faults().answerNext(1, "GET", where, 429, Map.of("Retry-After", "60"), "");

        assertThat(kindOfList()).isEqualTo(Kind.THROTTLED);
        DriveFault paused = catchThrowableOfType(DriveFault.class, shelf::read);
        assertThat(paused.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60));

        home.clock.move(Duration.ofSeconds(61));
        int mark = mark();
        assertThat(shelf.ids()).hasSize(7).startsWith("new");
        assertThat(callsMatching(mark, CONTENT)).isEqualTo(1);
    }

    @Test
    void oneFileThatTheDriveDoesNotGiveIsThatFilesTrouble_andNobodySaysThatItIsNotThere() {
        shelf.with(3);
        String broken = home.account().idOf(home.backupPath("b0001.metadata.json"));
        home.simulators.faults().answerNext(8, "GET", "/down/.*" + broken.replaceAll(".*!", ""), 500, Map.of(), "");

        assertThat(shelf.ids()).containsExactly("b0002", "b0000");
        assertThat(shelf.problems()).containsExactly("b0001.metadata.json DESCRIPTION_NOT_READ");
        assertThat(catchThrowableOfType(DriveFault.class, () -> shelf.get.get(home.connection(), "b0001"))
                        .kind())
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(shelf.get.get(home.connection(), "b0002").id()).isEqualTo("b0002");
        assertThat(shelf.ids()).hasSize(3);
    }

    @Test
    void driveThatGivesNoneOfThemIsNoEmptyList() {
        shelf.with(2);
        home.simulators.faults().answerNext(4, "GET", "/down/" + home.person, 500, Map.of(), "");

        assertThat(kindOfList()).isEqualTo(Kind.UNREACHABLE);
        assertThat(shelf.ids()).hasSize(2);
    }

    @Test
    void addressThatIsOverIsAskedForAnew() {
        shelf.with(2);
        // one, since both are read at the same time
        home.simulators.faults().answerNext(1, "GET", "/down/" + home.person, 401, Map.of(), "");

        assertThat(shelf.ids()).hasSize(2);
        assertThat(shelf.problems()).isEmpty();
    }

    @Test
    void catalogueThatCannotBeReadIsMadeAnew_andGoesWithItsConnection() {
        shelf.with(2);
        shelf.ids();
        var blob = new BlobServiceClientBuilder()
                .connectionString(home.connectionString)
                .buildClient()
                .getBlobContainerClient("backup-catalogues")
                .getBlobClient(home.connectionId + ".json");
        blob.upload(BinaryData.fromString("{\"entries\":[{\"itemId\":"), true);
        assertThat(shelf.ids()).hasSize(2);
        int mark = mark();
        assertThat(shelf.ids()).hasSize(2);
        assertThat(callsMatching(mark, CONTENT)).isZero();

        shelf.forget.removed(home.connection());
        assertThat(blob.exists()).isFalse();
    }

    @Test
    void contentIsAtAnAddressOfItsOwn_andUnknownWhereItWent() throws Exception {
        shelf.with(1);

        GetBackup.Content content = shelf.get.content(home.connection(), "b0000");

        assertThat(home.connected.of(home.connectionId).read(content.address(), ByteRange.at(0, 100)))
                .asString()
                .isEqualTo("tar of b0000");
        assertThat(content.sizeBytes()).isEqualTo("tar of b0000".length());
        assertThat(content.toString()).doesNotContain("tempauth");
        assertUnknown(() -> shelf.get.content(home.connection(), "another"));

        answerNext(1, "GET", "/content$", 404, "itemNotFound");
        assertUnknown(() -> shelf.get.content(home.connection(), "b0000"));
    }

    private static void assertUnknown(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(RefusalCode.UNKNOWN_BACKUP));
    }

    @Test
    void whatIsDeliveredHereIsListed_onceItsDescriptionIsThere() {
        Upload upload = backup("n.tar", bytes(5_000, 1), Conflict.FAIL, TestShelf.json("n", Instant.EPOCH));
        answerNext(1, "PUT", "metadata.json:/content", 503, "serviceNotAvailable");
        serveUntilKilled();
        assertThat(shelf.names()).containsExactly("n.tar");
        assertThat(shelf.ids()).isEmpty();
        assertThat(shelf.problems()).isEmpty();

        home.serveUntilQuiet(LONG);
        assertDelivered(upload);
        assertThat(shelf.ids()).containsExactly("n");
    }

    @Test
    void connectionThatIsNotSignedInSaysWhoMustAct() {
        TestHome never = TestHome.unlinked();
        assertThatThrownBy(() -> new TestShelf(never).read())
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(RefusalCode.SIGN_IN_REQUIRED));
        shelf.with(1);
        home.connections.replace(
                home.connections.find(home.connectionId).orElseThrow().with(c -> c.lapsed(home.clock.instant())));
        int mark = mark();
        assertThat(kindOfList()).isEqualTo(Kind.SIGN_IN_REQUIRED);
        assertThat(home.account().calls()).hasSize(mark);
    }
}
