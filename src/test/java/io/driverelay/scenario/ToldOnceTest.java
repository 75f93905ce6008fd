package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.azure.BlobShareNotes;
import io.driverelay.azure.ContentAccount;
import io.driverelay.azure.StorageClients;
import io.driverelay.connection.MadeConnection;
import io.driverelay.drive.Pauses;
import io.driverelay.status.CheckDrives;
import io.driverelay.status.CheckShare;
import io.driverelay.status.Share;
import io.driverelay.status.Spread;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A home's drive is one line an hour, and one more when it is back, as far as there is time. */
class ToldOnceTest {
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @RegisterExtension
    final Trail trail = new Trail();

    private final TestHome home = TestHome.linked();
    private final Deque<Share> shares = new ArrayDeque<>();

    @Test
    void homeWhoseSecondFallsIntoAPassIsToldByTheNextOneAlone() {
        moveTo(Duration.ofSeconds(-10).minus(EVERY));
        pass(Duration.ZERO);
        home.clock.move(EVERY);
        trail.lines.clear();
        pass(Duration.ofSeconds(20));
        assertThat(told()).isEmpty();

        home.clock.move(EVERY);
        pass(Duration.ZERO);
        assertThat(told()).hasSize(1);
    }

    @Test
    void homeWhoseSecondFallsBetweenAPassAndItsShareIsToldByTheNextOneAlone() {
        addAnother();
        moveTo(Duration.ofSeconds(-10).minus(EVERY.multipliedBy(2)));
        // when the one before began is known once that was gathered
        spreadPass(Duration.ZERO);
        home.clock.move(EVERY);
        spreadPass(Duration.ZERO);
        home.clock.move(EVERY);
        trail.lines.clear();
        spreadPass(Duration.ofSeconds(20));
        assertThat(told()).isEmpty();

        home.clock.move(EVERY.minusSeconds(20));
        spreadPass(Duration.ZERO);
        assertThat(told()).hasSize(1);
    }

    @Test
    void homeThatIsBackIsToldOfAtOnce() {
        failOnce();
        pass(Duration.ZERO);

        assertThat(told()).hasSize(1);
    }

    @Test
    void homeThatIsBackWaitsForItsSecond_whereThePassHasNoTimeLeft() {
        failOnce();
        pass(LIMIT);
        assertThat(home.statuses.lastPass().orElseThrow().failed()).isEmpty();
        assertThat(told()).isEmpty();

        moveTo(Duration.ofSeconds(10));
        pass(LIMIT);
        assertThat(told()).hasSize(1);
    }

    private List<String> told() {
        return trail.of("drive-reading").stream()
                .filter(line -> line.contains(home.connectionId))
                .toList();
    }

    /** A home with a drive that nobody can read. */
    private void addAnother() {
        home.connections.create(MadeConnection.signedIn(home.ids.next(), home.clock.instant(), 1));
    }

    private void failOnce() {
        moveTo(Duration.ofMinutes(10));
        home.pauses.pauseUntil(
                Pauses.ofDrive(home.connection().drive().id()),
                home.clock.instant().plusSeconds(5));
        pass(Duration.ZERO);
        assertThat(home.statuses.lastPass().orElseThrow().failed()).containsExactly(home.connectionId);
        home.clock.move(EVERY);
        trail.lines.clear();
    }

    /** So long after the second of an hour that is the home's own. */
    private void moveTo(Duration after) {
        long own = Math.floorMod(home.connectionId.hashCode(), 3600);
        long into = Math.floorMod(home.clock.instant().getEpochSecond() - own, 3600L);
        home.clock.move(Duration.ofHours(2).minusSeconds(into).plus(after));
    }

    private void pass(Duration reading) {
        drives(Optional.empty(), reading).checkAll(home.clock.instant().plus(LIMIT), name -> {});
    }

    /** Two drives are too many for an instance. */
    private void spreadPass(Duration untilServed) {
        var notes =
                new BlobShareNotes(new StorageClients(new ContentAccount.WithKey(home.connectionString), home.clock));
        var spread = new Spread(notes, (share, delay) -> shares.add(share), 1);
        drives(Optional.of(spread), Duration.ZERO).checkAll(home.clock.instant().plus(LIMIT), name -> {});
        home.clock.move(untilServed);
        var check = new CheckShare(
                drives(Optional.of(spread), Duration.ZERO), (share, delay) -> shares.add(share), LIMIT, home.clock);
        while (!shares.isEmpty()) {
            check.check(shares.remove());
        }
    }

    private CheckDrives drives(Optional<Spread> spread, Duration reading) {
        return new CheckDrives(
                home.connections,
                id -> {
                    home.clock.move(reading);
                    return home.connected.of(id);
                },
                home.statuses,
                home.pauses,
                new CheckDrives.Way(spread, howLong -> {}),
                home.clock);
    }
}
