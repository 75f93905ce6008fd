package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.connection.HomeKeys;
import io.driverelay.refusal.Refused;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Upload;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** L5: one line for what an operator asks about afterwards, with ids alone. */
class TrailTest {
    @RegisterExtension
    final Trail trail = new Trail();

    @Test
    void connectionsAndSignInsLeaveTheirLines() {
        TestHome home = TestHome.linked();
        String id = home.connectionId;
        home.remove.remove(id);

        assertThat(trail.events(id))
                .containsSubsequence("connection-made", "sign-in-started", "sign-in-ended", "connection-removed");
        assertThat(trail.lines).noneMatch(line -> line.contains(home.person));
    }

    @Test
    void keysLeaveTheirLines_withoutTheKey() {
        TestHome home = TestHome.linked();
        String id = home.connectionId;
        HomeKeys keys = home.keys;
        HomeKeys.NewKey made = keys.create(id, "Robin's own", Set.of(), null);
        keys.check(id, Optional.of(made.key()));
        keys.revoke(id, made.kept().id());
        keys.revoke(id, made.kept().id());
        assertThatThrownBy(() -> keys.check(id, Optional.of(made.key()))).isInstanceOf(Refused.class);
        assertThat(trail.events(id))
                .filteredOn(event -> event.startsWith("key-"))
                .containsExactly("key-made", "key-revoked", "key-refused");
        assertThat(trail.lines).noneMatch(line -> line.contains(made.key()) || line.contains("Robin"));
    }

    @Test
    void wrongKeyIsToldOnceAMinute_withWhatIsWrong() {
        TestHome home = TestHome.linked();
        String id = home.connectionId;
        HomeKeys.NewKey brief = home.keys.create(id, "brief", Set.of(), Duration.ofMinutes(5));
        refused(home, id, "nonsense");
        refused(home, id, "nonsense");
        home.clock.move(Duration.ofMinutes(6));
        refused(home, id, brief.key());

        String where = "{\"event\":\"key-refused\",\"connectionId\":\"" + id + "\",\"outcome\":";
        assertThat(trail.of("key-refused"))
                .containsExactly(
                        where + "\"unknownKey\"}",
                        where + "\"expiredKey\",\"keyId\":\"" + brief.kept().id() + "\"}");
    }

    @Test
    void homeThatGoesOnAfterItsConnectionWasRemovedIsTold_onceAnHour() {
        TestHome home = TestHome.linked();
        String id = home.connectionId;
        HomeKeys.NewKey old = home.keys.create(id, null, Set.of(), null);
        home.remove.remove(id);
        for (int minute = 0; minute < 125; minute += 5) {
            refused(home, id, old.key());
            home.clock.move(Duration.ofMinutes(5));
        }

        assertThat(trail.of("key-refused"))
                .hasSize(3)
                .containsOnly("{\"event\":\"key-refused\",\"connectionId\":\"" + id
                        + "\",\"outcome\":\"unknownConnection\"}");
    }

    @Test
    void strangersDoNotFillTheLogWithIdsThatTheyMadeUp() {
        TestHome home = TestHome.linked();
        refused(home, "nobody's words", "nonsense");
        for (int n = 0; n < 300; n++) {
            refused(home, home.ids.next(), "nonsense");
        }
        assertThat(trail.of("key-refused")).hasSize(20).noneMatch(line -> line.contains("words"));

        refused(home, home.connectionId, "nonsense");
        assertThat(trail.of("key-refused")).hasSize(21);
    }

    private static void refused(TestHome home, String connectionId, String key) {
        assertThatThrownBy(() -> home.keys.check(connectionId, Optional.of(key)))
                .isInstanceOf(Refused.class);
    }

    @Test
    void cancelsLeaveTheirLine() {
        TestHome home = TestHome.linked();
        Upload upload = home.committed(home.file("a.bin", 1, Conflict.REPLACE), new byte[1]);
        home.cancel.cancel(home.connectionId, upload.id(), true);

        assertThat(trail.events(home.connectionId)).contains("cancel");
        assertThat(trail.lines)
                .anyMatch(line -> line.startsWith("{\"event\":\"cancel\"")
                        && line.contains("\"uploadId\":\"" + upload.id() + "\""));
    }

    @Test
    void deletionsLeaveTheirLines_withIdsAlone() {
        TestHome home = TestHome.linked();
        TestShelf shelf = new TestShelf(home).with(1);
        shelf.put("holiday.jpg", "j");
        String path = home.backupPath("holiday.jpg");
        String item = home.account().idOf(path);
        shelf.delete.delete(home.connection(), "b0000");
        shelf.delete.delete(home.connection(), "b0000");
        shelf.deleteFiles.delete(home.connection(), Destination.ofPath(path));

        String where = ",\"connectionId\":\"" + home.connectionId + "\"";
        assertThat(trail.lines)
                .filteredOn(line -> line.contains("-deleted"))
                .containsExactly(
                        "{\"event\":\"backup-deleted\"" + where + ",\"backupId\":\"b0000\",\"bin\":\"recycleBin\"}",
                        "{\"event\":\"file-deleted\"" + where + ",\"itemId\":\"" + item + "\",\"bin\":\"recycleBin\"}");
        assertThat(trail.lines).noneMatch(line -> line.contains("holiday") || line.contains("tempauth"));
    }
}
