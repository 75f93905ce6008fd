package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.backup.ShelvedBackup;
import io.driverelay.connection.ConnectionChange;
import io.driverelay.connection.Retention;
import io.driverelay.homeassistant.Tars;
import io.driverelay.status.ShelfNote;
import io.driverelay.store.StorageUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which backups a home's rule lets go, and which never go. */
class RetentionTest {
    private static final Duration SIX_HOURS = Duration.ofHours(6);

    @RegisterExtension
    final Trail trail = new Trail();

    private final TestHome home = TestHome.linked();
    private final TestShelf shelf = new TestShelf(home);

    @BeforeEach
    void firstCare() {
        home.upkeep.pass();
    }

    @Test
    void newestCopiesStay_theOldestGoFirst_andAFewAtATime() {
        laid(10);
        keep(new Retention(3, null, Retention.Of.ALL));
        assertThat(plan()).containsExactly(ids(0, 6));

        tend();
        assertThat(shelf.ids()).containsExactlyInAnyOrder(ids(5, 9));
        home.clock.move(SIX_HOURS);
        home.upkeep.pass();
        assertThat(shelf.ids()).containsExactlyInAnyOrder(ids(7, 9));
        assertThat(shelf.names()).hasSize(6);

        home.clock.move(SIX_HOURS);
        home.upkeep.pass();
        assertThat(shelf.ids()).hasSize(3);
    }

    @Test
    void backupGoesOnlyWhenEveryRuleLetsItGo() {
        laid(6);
        keep(new Retention(2, 3, Retention.Of.ALL));
        home.clock.move(Duration.between(home.clock.instant(), TestShelf.date(5).plusSeconds(3600)));

        assertThat(plan()).containsExactly(ids(0, 2));
        keep(new Retention(5, 1, Retention.Of.ALL));
        assertThat(plan()).containsExactly(ids(0, 0));
    }

    @Test
    void lastGoodOneStays_howeverOldItIs() {
        laid(3);
        keep(new Retention(null, 1, Retention.Of.ALL));
        home.clock.move(Duration.ofDays(4000));

        assertThat(plan()).containsExactly(ids(0, 1));
    }

    @Test
    void onlyAutomaticOnesAreLookedAtAndCounted_unlessAllAreAskedFor() {
        Stream.of(0, 1, 2)
                .forEach(n -> good("hand" + n, made(TestShelf.json("hand" + n, TestShelf.date(n)), false, null)));
        keep(new Retention(1, null, Retention.Of.AUTOMATIC));
        assertThat(plan()).isEmpty();

        Stream.of(5, 6).forEach(n -> good("auto" + n, made(TestShelf.json("auto" + n, TestShelf.date(n)), true, null)));
        assertThat(plan()).containsExactly("auto5");
    }

    @Test
    void anotherHomesBackupsStay_andSoDoesOneThatIsNotAsLargeAsItSays() {
        laid(2);
        good("theirs", made(TestShelf.json("theirs", TestShelf.date(0)), true, "0123456789abcdef"));
        shelf.put("torn.tar", "short");
        shelf.put(
                "torn.metadata.json", TestShelf.json("torn", TestShelf.date(1)).replace("\"size\":5", "\"size\":99"));
        keep(new Retention(1, null, Retention.Of.ALL));

        assertThat(plan()).containsExactly(ids(0, 0));
    }

    /** Whoever may send makes the look due, and must not have the shelf cleared by it. */
    @Test
    void atMostFiveGoInSixHours_howeverManyBackupsCome() {
        laid(20);
        keep(new Retention(3, null, Retention.Of.ALL));
        for (int n = 0; n < 30; n++) {
            tend();
            home.clock.move(Duration.ofMinutes(10));
        }
        assertThat(shelf.ids()).hasSize(15);

        home.clock.move(SIX_HOURS);
        tend();
        assertThat(shelf.ids()).hasSize(10);
    }

    /** A note that cannot be kept would let five more go with each pass. */
    @Test
    void nothingGoesWhereItCannotBeNoted() {
        laid(5);
        keep(new Retention(1, null, Retention.Of.ALL));
        BooleanSupplier refusing = () -> {
            throw new StorageUnavailable("no", null);
        };
        assertThatThrownBy(() -> home.tend.tend(home.connection(), refusing)).isInstanceOf(StorageUnavailable.class);
        assertThat(shelf.ids()).hasSize(5);
    }

    @Test
    void backupThatIsDatedInTheFutureIsAsOldAsItsContent() {
        Instant future = Instant.parse("2099-01-01T00:00:00Z");
        good("forged", TestShelf.json("forged", future));
        home.clock.move(Duration.ofDays(40));
        Instant true1 = home.clock.instant().minusSeconds(60);
        good("true1", TestShelf.json("true1", true1));
        keep(new Retention(1, null, Retention.Of.ALL));

        assertThat(plan()).containsExactly("forged");
    }

    /** The double is listed once the other is gone, and would go then. */
    @Test
    void planTellsADoubleToo() {
        laid(2);
        good("double", TestShelf.json(TestShelf.id(0), TestShelf.date(0)));
        keep(new Retention(1, null, Retention.Of.ALL));

        assertThat(plan()).containsExactly(TestShelf.id(0), TestShelf.id(0));
        assertThat(home.tend.plan(home.connection()).kept()).hasSize(1);
        tend();
        assertThat(shelf.ids()).containsExactly(TestShelf.id(1));
        assertThat(shelf.problems()).isEmpty();
    }

    @Test
    void nothingIsDeletedWithoutARule() {
        laid(3);
        assertThat(plan()).isEmpty();
        keep(new Retention(null, null, null));
        assertThat(home.connection().retention()).isNull();
    }

    /** What is broken for good must not keep every backup for ever; what is only not read now may be a backup that counts. */
    @Test
    void brokenDescriptionHoldsNothingUp_butOneThatIsNotReadNowDoes() {
        laid(3);
        shelf.put("broken.tar", "12345");
        shelf.put("broken.metadata.json", "{\"backup_id\":");
        keep(new Retention(1, null, Retention.Of.ALL));
        assertThat(plan()).containsExactly(ids(0, 1));

        good("new", TestShelf.json("new", TestShelf.date(7)));
        String file = home.account().idOf(home.backupPath("new.metadata.json")).replaceAll(".*!", "");
        home.simulators.faults().answerNext(2, "GET", "/down/.*" + file, 500, Map.of(), "");
        assertThat(plan()).isEmpty();
        assertThat(plan()).containsExactly(ids(0, 2));
    }

    @Test
    void statusTellsHowManyThereAre() {
        laid(4);
        tend();

        ShelfNote note = home.status.of(home.connection()).shelf();
        assertThat(note.backups()).isEqualTo(4);
        assertThat(note.bytes())
                .isEqualTo(shelf.read().backups().stream()
                        .mapToLong(backup -> backup.content().sizeBytes())
                        .sum());
    }

    @Test
    void folderIsLookedAfterSoonAfterABackupCame_andOtherwiseEverySixHours() {
        int calls = home.account().calls().size();
        home.clock.move(Duration.ofHours(5));
        home.upkeep.pass();
        assertThat(lists(calls)).isZero();

        home.committed(home.backup("b.tar", 5), new byte[5]);
        home.serveTickets();
        home.upkeep.pass();
        assertThat(lists(calls)).isOne();
        assertThat(home.status.of(home.connection()).shelf().backups()).isNotNull();
    }

    private long lists(int since) {
        return home.account().callsSince(since).stream()
                .filter(call -> call.contains("/children"))
                .count();
    }

    @Test
    void backupThatTheDriveDoesNotDeleteEndsNoLook_andStays() {
        laid(3);
        shelf.put("undescribed.tar", Tars.core(Tars.supervisorJson("8c0ffee1", "Nightly"), false));
        keep(new Retention(2, null, Retention.Of.ALL));
        home.clock.move(Duration.ofHours(25));
        home.account().behaviours().deletions.next(1, 500, "generalException");

        tend();
        assertThat(trail.of("backup-not-expired")).singleElement().asString().endsWith(",\"reason\":\"unreachable\"}");
        assertThat(shelf.ids()).hasSize(4).contains(ids(0, 0)).contains("8c0ffee1");
        assertThat(home.shelves.find(home.connectionId).orElseThrow().backups()).isEqualTo(3);
    }

    @Test
    void backupThatCannotBeDeletedKeepsNoYoungerOne() {
        laid(4);
        keep(new Retention(1, null, Retention.Of.ALL));
        String stuck = "/items/" + home.account().idOf(home.backupPath(TestShelf.id(0) + ".tar"));
        home.simulators
                .faults()
                .answerNext(50, "DELETE", stuck, 423, Map.of(), "{\"error\":{\"code\":\"resourceLocked\"}}");

        tend();
        assertThat(shelf.ids()).containsExactly(TestShelf.id(3), TestShelf.id(0));
    }

    private void laid(int backups) {
        for (int n = 0; n < backups; n++) {
            String id = TestShelf.id(n);
            String json = TestShelf.json(id, TestShelf.date(n));
            good(id, json);
        }
    }

    /** Its content is as large as its description says. */
    private void good(String base, String json) {
        shelf.put(base + ".tar", "12345");
        shelf.put(base + ".metadata.json", json);
    }

    private static String made(String json, boolean automatic, String instanceId) {
        String by = instanceId == null ? "" : ",\"instance_id\":\"" + instanceId + "\"";
        return json.replaceFirst(
                "\"extra_metadata\":\\{[^}]*}",
                "\"extra_metadata\":{\"with_automatic_settings\":" + automatic + by + "}");
    }

    private void keep(Retention rule) {
        home.change.change(home.connectionId, new ConnectionChange(null, null, null, rule, null, null));
    }

    private List<String> plan() {
        return home.tend.plan(home.connection()).deleted().stream()
                .map(ShelvedBackup::id)
                .toList();
    }

    private void tend() {
        Instant now = home.clock.instant();
        home.shelves.store(home.shelves.find(home.connectionId).orElseThrow().dueAt(now));
        home.upkeep.pass();
    }

    private static String[] ids(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(TestShelf::id).toArray(String[]::new);
    }
}
