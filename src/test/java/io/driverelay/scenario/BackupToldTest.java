package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.driverelay.connection.BackupWatch;
import io.driverelay.connection.ConnectionChange;
import io.driverelay.connection.ConnectionChange.WatchChange;
import io.driverelay.status.CheckDrives;
import io.driverelay.status.DriveStatuses;
import io.driverelay.store.StorageUnavailable;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the log tells of a home's backups, so that somebody can be told that none arrives. */
class BackupToldTest {
    private static final Duration HOURS = Duration.ofHours(5);

    @RegisterExtension
    final Trail trail = new Trail();

    @Test
    void withoutHoursOfItsOwn_nothingIsToldBeforeTheFirstBackup() {
        TestHome home = TestHome.linked();
        home.passTime(HOURS);

        assertThat(lastOf(home).has("backupOverdueHours")).isFalse();
        assertThat(lastOf(home).has("connectionAgeSeconds")).isFalse();
        assertThat(lastOf(home).has("lastBackupAgeSeconds")).isFalse();
    }

    @Test
    void withHoursOfItsOwn_timeCountsFromTheConnection_untilABackupIsThere() {
        TestHome home = TestHome.linked();
        watch(home, new BackupWatch(48));
        home.passTime(HOURS);

        assertThat(lastOf(home).path("backupOverdueHours").asInt()).isEqualTo(48);
        assertThat(lastOf(home).path("connectionAgeSeconds").asLong())
                .isBetween(HOURS.minusHours(1).toSeconds(), HOURS.toSeconds());

        home.committed(home.backup("b.tar", 3), new byte[3]);
        home.serveTickets();
        home.passTime(Duration.ofHours(2));
        assertThat(lastOf(home).path("backupOverdueHours").asInt()).isEqualTo(48);
        assertThat(lastOf(home).has("connectionAgeSeconds")).isFalse();
        assertThat(lastOf(home).path("lastBackupAgeSeconds").asLong()).isGreaterThan(3_000);
    }

    @Test
    void homeThatIsNotWatchedSaysSo_andNoMoreThanThat() {
        TestHome home = TestHome.linked();
        watch(home, new BackupWatch(0));
        home.passTime(HOURS);

        assertThat(lastOf(home).path("backupOverdueHours").asInt(-1)).isZero();
        assertThat(lastOf(home).has("connectionAgeSeconds")).isFalse();
    }

    @Test
    void whatIsTakenBackIsToldNoMore() {
        TestHome home = TestHome.linked();
        watch(home, new BackupWatch(48));
        home.passTime(HOURS);
        watch(home, null);
        home.passTime(HOURS);

        assertThat(lastOf(home).has("backupOverdueHours")).isFalse();
        assertThat(lastOf(home).has("connectionAgeSeconds")).isFalse();
    }

    /** Its drive is not read, and counts nowhere as one that could not be. */
    @Test
    void homeWhereNobodyHasSignedInIsToldOf_andWithHoursOfItsOwnSinceWhen() {
        TestHome home = TestHome.unlinked();
        home.passTime(HOURS);
        assertThat(trail.of("drive-reading")).hasSizeBetween(5, 6);
        assertThat(lastOf(home).has("connectionAgeSeconds")).isFalse();
        assertThat(lastOf(home).has("signInRequired")).isFalse();
        watch(home, new BackupWatch(48));
        home.passTime(HOURS);

        JsonNode last = lastOf(home);
        assertThat(last.path("connectionAgeSeconds").asLong())
                .isGreaterThan(HOURS.multipliedBy(2).minusHours(1).toSeconds());
        assertThat(last.path("driveState").asText()).isEqualTo("unknown");
        assertThat(last.path("stale").asBoolean()).isTrue();
        assertThat(last.has("signInRequired")).isFalse();
        assertThat(trail.of("drives-checked"))
                .allMatch(line -> line.contains("\"drives\":0,\"drivesFailed\":0,\"drivesNotReached\":0"));
        assertThat(home.statuses.lastPass().orElseThrow().failed()).isEmpty();
    }

    /** Fault: a home that has sent backups must not look like one that has sent none. */
    @Test
    void whereStorageDoesNotAnswerNothingIsSaidOfBackups() {
        TestHome home = TestHome.linked();
        watch(home, new BackupWatch(48));
        DriveStatuses failing = Interposed.before(DriveStatuses.class, home.statuses, (method, arguments, call) -> {
            if (method.equals("findLastBackup")) {
                throw new StorageUnavailable("asked for", null);
            }
            return call.made();
        });
        new CheckDrives(home.connections, home.connected, failing, home.pauses, home.clock)
                .checkAll(home.clock.instant().plusSeconds(60), name -> {});

        assertThat(lastOf(home).path("backupOverdueHours").asInt()).isEqualTo(48);
        assertThat(lastOf(home).has("connectionAgeSeconds")).isFalse();
        assertThat(lastOf(home).has("lastBackupAgeSeconds")).isFalse();
    }

    private static void watch(TestHome home, BackupWatch watch) {
        home.change.change(
                home.connectionId, new ConnectionChange(null, null, null, null, null, new WatchChange(watch)));
    }

    private JsonNode lastOf(TestHome home) {
        List<String> told = trail.of("drive-reading");
        String last = told.get(told.size() - 1);
        assertThat(last).contains(home.connectionId);
        try {
            return new ObjectMapper().readTree(last);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(last, e);
        }
    }
}
