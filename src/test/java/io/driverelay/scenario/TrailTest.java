package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.connection.HomeKeys;
import io.driverelay.refusal.Refused;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Upload;
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
        assertThatThrownBy(() -> keys.check("01KB0000000000000000000000", Optional.of("nonsense")))
                .isInstanceOf(Refused.class);

        assertThat(trail.events(id))
                .filteredOn(event -> event.startsWith("key-"))
                .containsExactly("key-made", "key-revoked", "key-refused");
        assertThat(trail.lines).noneMatch(line -> line.contains(made.key()) || line.contains("Robin"));
        assertThat(trail.lines).noneMatch(line -> line.contains("01KB0000000000000000000000"));
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
