package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.azure.BlobShareNotes;
import io.driverelay.azure.ContentAccount;
import io.driverelay.azure.StorageClients;
import io.driverelay.connection.MadeConnection;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveAccount;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveState;
import io.driverelay.drive.Quota;
import io.driverelay.status.CheckDrives;
import io.driverelay.status.CheckPass;
import io.driverelay.status.CheckShare;
import io.driverelay.status.LatestReading;
import io.driverelay.status.Share;
import io.driverelay.status.Spread;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Too many drives for one instance: each is read by one of them, and the next pass knows how it went. */
class SpreadPassTest {
    private static final int HOMES = 10;
    private static final Duration EVERY = Duration.ofMinutes(5);

    private final TestHome home = TestHome.unlinked();
    private final BlobShareNotes notes =
            new BlobShareNotes(new StorageClients(new ContentAccount.WithKey(home.connectionString), home.clock));
    private final List<Share> sent = new ArrayList<>();
    private final Map<String, Integer> read = new ConcurrentHashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final List<String> ids = new ArrayList<>();
    private volatile Runnable whileReading = () -> {};
    private long usedBytes = 7;

    @BeforeEach
    void linkHomes() {
        IntStream.range(0, HOMES).forEach(n -> {
            String id = home.ids.next();
            home.connections.create(MadeConnection.signedIn(id, home.clock.instant(), n));
            ids.add(id);
        });
    }

    @Test
    void eachDriveIsReadOnce_byShares_andTheNextPassGathersThem() {
        silent.add(ids.get(3));
        pass(4);
        assertThat(sent).hasSize(3);
        assertThat(read).isEmpty();

        serveShares();
        assertThat(read.keySet()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(read.values()).containsOnly(1);
        assertThat(reading(ids.get(0)).stale()).isFalse();

        Instant firstPass = home.clock.instant();
        home.clock.move(EVERY);
        pass(4);
        CheckPass gathered = home.statuses.lastPass().orElseThrow();
        assertThat(gathered.checkedAt()).isEqualTo(firstPass);
        assertThat(gathered.failed()).containsExactly(ids.get(3));
        assertThat(gathered.notReached()).isEmpty();
    }

    @Test
    void shareThatNobodyServedIsNotReached_andItsDrivesGoStaleAlone() {
        for (int n = 0; n < 5; n++) {
            pass(4);
            sent.removeIf(share -> share.number() == 1);
            serveShares();
            home.clock.move(EVERY);
        }
        pass(4);
        CheckPass gathered = home.statuses.lastPass().orElseThrow();
        assertThat(gathered.notReached().keySet())
                .isNotEmpty()
                .allMatch(id -> !read.containsKey(id))
                .hasSize(HOMES - read.size());
        assertThat(read.keySet()).allMatch(id -> !reading(id).stale());
    }

    @Test
    void passThatIsSmallAgainIsReadAtOnce_andForgetsTheRound() {
        pass(4);
        serveShares();
        home.clock.move(EVERY);
        pass(100);

        assertThat(read.values()).containsOnly(2);
        assertThat(notes.lastRound()).isEmpty();
        assertThat(home.statuses.lastPass().orElseThrow().checkedAt()).isEqualTo(home.clock.instant());
    }

    @Test
    void instanceReadsOneShareAtATime_andGivesAnotherBack() {
        pass(4);
        List<Share> back = new ArrayList<>();
        var check = new CheckShare(
                drives(4),
                (share, delay) -> {
                    assertThat(delay).isPositive();
                    back.add(share);
                },
                EVERY,
                home.clock);
        var once = new AtomicBoolean();
        // several drives are read at the same time
        whileReading = () -> {
            if (!once.getAndSet(true)) {
                check.check(sent.get(1));
            }
        };
        check.check(sent.get(0));

        assertThat(back).containsExactly(sent.get(1));
    }

    @Test
    void shareThatComesTooLateIsDropped_andOneThatComesTwiceDoesNoHarm() {
        pass(4);
        serveShares();
        serve(sent);
        usedBytes = 8;
        home.clock.move(EVERY);
        serve(sent);

        assertThat(read.values()).containsOnly(2);
        assertThat(reading(ids.get(0)).quota().usedBytes()).isEqualTo(7);
    }

    private void pass(int drivesOfAShare) {
        sent.clear();
        drives(drivesOfAShare).checkAll(home.clock.instant().plus(Duration.ofMinutes(3)), name -> {});
    }

    private void serveShares() {
        serve(List.copyOf(sent));
    }

    private void serve(List<Share> shares) {
        var check = new CheckShare(drives(4), (share, delay) -> sent.add(share), Duration.ofMinutes(3), home.clock);
        shares.forEach(check::check);
    }

    private CheckDrives drives(int drivesOfAShare) {
        var spread = new Spread(notes, (share, delay) -> sent.add(share), drivesOfAShare);
        return new CheckDrives(
                home.connections,
                this::drive,
                home.statuses,
                home.pauses,
                new CheckDrives.Way(Optional.of(spread), howLong -> {}),
                home.clock);
    }

    private LatestReading reading(String id) {
        return LatestReading.of(home.statuses, id, home.clock.instant());
    }

    private Drive drive(String connectionId) {
        return (Drive) Proxy.newProxyInstance(
                Drive.class.getClassLoader(), new Class<?>[] {Drive.class}, (drive, call, with) -> {
                    whileReading.run();
                    read.merge(connectionId, 1, Integer::sum);
                    if (silent.contains(connectionId)) {
                        throw new DriveFault(DriveFault.Kind.UNREACHABLE, "silent");
                    }
                    var quota = new Quota(100L, usedBytes, 100L - usedBytes, 0L, DriveState.NORMAL);
                    return new DriveAccount("D", "personal", null, null, quota);
                });
    }
}
