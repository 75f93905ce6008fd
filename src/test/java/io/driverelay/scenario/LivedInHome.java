package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.azure.BlobShareNotes;
import io.driverelay.azure.ContentAccount;
import io.driverelay.azure.StorageClients;
import io.driverelay.connection.ConnectionChange;
import io.driverelay.connection.HomeKey;
import io.driverelay.connection.NewConnection;
import io.driverelay.connection.Retention;
import io.driverelay.status.ShareNotes;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Upload;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Two homes on one relay, the first of which has lived with it for a while: there is something of every kind of record. */
final class LivedInHome {
    static final byte[] CONTENT = FaultyWorld.CONTENT;
    private static final int BACKUPS = 4;

    final TestHome home;
    final TestShelf shelf;
    final Upload delivered;
    final Upload failed;
    final Upload underWay;
    final Upload opened;
    final String folder;
    final String otherId;
    private final String otherPerson = "person-" + UUID.randomUUID();
    private final HomeKey otherKey;

    /** @param pushes as the first home's Home Assistant takes them */
    LivedInHome(TestHome home, TestPushes pushes) {
        this.home = home;
        this.shelf = new TestShelf(home);
        this.folder = home.connection().folder().name();
        home.simulators.clockOf(otherPerson, home.clock);
        NewConnection other = new NewConnection("other", null, null, false, Set.of(), null, null, null);
        var made = home.create.create(other);
        this.otherId = made.connection().id();
        this.otherKey = made.key().kept();
        asOther(() -> {
            home.signInUrl = made.signIn().url();
            return home.signIn(otherPerson);
        });
        pushes.asked();
        this.delivered = delivered("old.bin", new byte[] {1});
        home.committed(home.backup("b.tar", 3), new byte[3]);
        home.serveTickets();
        home.clock.move(Duration.ofHours(7));
        home.upkeep.pass();
        tellDriveState(pushes);
        delivered("taken.bin", new byte[] {2});
        this.failed = delivered("taken.bin", new byte[] {3});
        pushes.serve();
        layBackups();
        this.opened = home.open
                .open(home.connection(), home.key, home.file("o.bin", 3, Conflict.FAIL), Optional.empty())
                .upload();
        beginSignIn();
        noteShares();
        this.underWay = home.committed(home.file("f.bin", CONTENT.length, Conflict.FAIL), CONTENT);
        leaveInMidSession();
        home.pauses.pauseUntil(
                home.connection().drive().id(), home.clock.instant().plusSeconds(60));
        home.shelves.store(home.shelves.find(home.connectionId).orElseThrow().dueAt(home.clock.instant()));
    }

    private Upload delivered(String name, byte[] content) {
        Upload upload = home.committed(home.file(name, content.length, Conflict.FAIL), content);
        home.serveTickets();
        return upload;
    }

    private void layBackups() {
        for (int n = 0; n < BACKUPS; n++) {
            shelf.put(TestShelf.id(n) + ".tar", "12345");
            shelf.put(TestShelf.id(n) + ".metadata.json", TestShelf.json(TestShelf.id(n), TestShelf.date(n)));
        }
        shelf.read();
        var one = new Retention(1, null, Retention.Of.ALL);
        home.change.change(home.connectionId, new ConnectionChange(null, null, null, one, null, null));
    }

    /** It is nearly full now. */
    private void tellDriveState(TestPushes pushes) {
        pushes.check.checkAll(home.clock.instant().plusSeconds(60), name -> {});
        home.account().setQuota(1L << 30, 980L << 20);
        pushes.check.checkAll(home.clock.instant().plusSeconds(60), name -> {});
    }

    private void beginSignIn() {
        URI link = home.links.create(home.connections, home.connectionId).url();
        assertThat(home.signIn.begin(link.getQuery().substring("t=".length()))).isPresent();
    }

    private void noteShares() {
        var notes =
                new BlobShareNotes(new StorageClients(new ContentAccount.WithKey(home.connectionString), home.clock));
        Instant now = home.clock.instant();
        notes.storeRound(new ShareNotes.Round(now, 1));
        notes.storeReport(0, new ShareNotes.Report(now, home.statuses.lastPass().orElseThrow()));
    }

    private void leaveInMidSession() {
        var drive = home.account().behaviours();
        drive.lostAnswers.set(1);
        drive.asking.always(503, "serviceNotAvailable");
        home.serveTickets();
        drive.asking.end();
    }

    /** As the other home. */
    <T> T asOther(Supplier<T> what) {
        String id = home.connectionId;
        HomeKey key = home.key;
        home.connectionId = otherId;
        home.key = otherKey;
        try {
            return what.get();
        } finally {
            home.connectionId = id;
            home.key = key;
        }
    }

    /** The other home sends a file. */
    Upload sentByOther(String name) {
        return asOther(() -> home.committed(home.file(name, 3, Conflict.FAIL), new byte[] {7, 8, 9}));
    }
}
