package io.driverelay.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driverelay.connection.ConnectionMark;
import io.driverelay.connection.Connections;
import io.driverelay.connection.SignIns;
import io.driverelay.drive.ByteRange;
import io.driverelay.drive.Pauses;
import io.driverelay.status.CheckPass;
import io.driverelay.status.DriveStatuses;
import io.driverelay.status.LastBackup;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.Ids;
import io.driverelay.store.Page;
import io.driverelay.store.Versioned;
import io.driverelay.upload.CommitNumbers;
import io.driverelay.upload.Lane;
import io.driverelay.upload.Lanes;
import io.driverelay.upload.Staging;
import io.driverelay.upload.Times;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.Uploads;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every implementation of the storage ports does: the model is worth something only while it does what the real ones do. */
public abstract class PortsContract {
    private static final Instant AT = Instant.parse("2026-01-05T10:00:00Z");

    private final Ids ids = new Ids(Clock.systemUTC());
    private final Ports ports = ports();

    /** The ports under test. */
    public record Ports(
            Uploads uploads,
            Lanes lanes,
            CommitNumbers numbers,
            Connections connections,
            Pauses pauses,
            DriveStatuses statuses,
            SignIns signIns,
            Staging staging) {}

    protected abstract Ports ports();

    @Test
    void uploadIsFoundAsItWasWritten() {
        Upload upload = Samples.upload(ids.next(), ids.next());

        Versioned<Upload> created = ports.uploads().create(upload);

        assertThat(find(upload)).contains(created);
        assertThat(created.value()).isEqualTo(upload);
        assertThat(ports.uploads().find(upload.order().connectionId(), ids.next()))
                .isEmpty();
    }

    @Test
    void secondUploadOfAnIdIsRefused_butForTheVeryFirstAgain() {
        Upload upload = Samples.upload(ids.next(), ids.next());
        Versioned<Upload> created = ports.uploads().create(upload);

        assertThatThrownBy(() -> ports.uploads().create(Samples.waiting(upload)))
                .isInstanceOf(ChangedMeanwhile.class);
        assertThat(ports.uploads().create(upload)).isEqualTo(created);
    }

    @Test
    void writeWithAnOldVersionIsRefused_butForWhatIsThereAlready() {
        Upload upload = Samples.upload(ids.next(), ids.next());
        Versioned<Upload> first = ports.uploads().create(upload);
        Versioned<Upload> second = ports.uploads().replace(first.with(Samples::waiting));

        assertThatThrownBy(() -> ports.uploads().replace(first.with(Samples::cancelAsked)))
                .isInstanceOf(ChangedMeanwhile.class);
        assertThat(ports.uploads().replace(first.with(Samples::waiting))).isEqualTo(second);
        assertThat(find(upload)).contains(second);
    }

    @Test
    void endedUploadIsFoundAndListedApart_andOnlyTheVersionReadIsMoved() {
        Upload upload = Samples.upload(ids.next(), ids.next());
        String home = upload.order().connectionId();
        Versioned<Upload> first = ports.uploads().create(upload);
        Versioned<Upload> second = ports.uploads().replace(first.with(Samples::waiting));

        assertThatThrownBy(() -> ports.uploads().end(first)).isInstanceOf(ChangedMeanwhile.class);
        assertThat(find(upload)).contains(second);
        ports.uploads().end(second);
        ports.uploads().end(second);

        assertThat(find(upload).map(Versioned::value)).contains(second.value());
        assertThat(ports.uploads().findEnded(home, upload.id())).contains(second.value());
        assertThat(ports.uploads().list(home)).isEmpty();
        assertThat(ports.uploads().ended(home, null, 10).items()).contains(UploadMark.of(second.value()));
        assertThatThrownBy(() -> ports.uploads().replace(second)).isInstanceOf(ChangedMeanwhile.class);
    }

    @Test
    void endedUploadIsAliveAgain_whenItIsReplaced_andItsLastLifeIsTheOneThatIsKept() {
        Upload upload = Samples.upload(ids.next(), ids.next());
        String home = upload.order().connectionId();
        ports.uploads().end(ports.uploads().create(upload));
        Upload anew = upload.with(Times.opened(AT.plusSeconds(9), AT.plusSeconds(99)));

        Versioned<Upload> alive =
                ports.uploads().replace(find(upload).orElseThrow().with(ended -> anew));

        assertThat(find(upload)).contains(alive);
        assertThat(ports.uploads().list(home)).containsExactly(UploadMark.of(anew));
        ports.uploads().end(alive);
        assertThat(ports.uploads().findEnded(home, upload.id())).contains(anew);
        assertThat(ports.uploads().ended(home, null, 1).items()).containsExactly(UploadMark.of(anew));
    }

    @Test
    void endedUploadsAreListedPageByPage_theOneOpenedLastFirst() {
        String home = ids.next();
        List<String> opened = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            Upload upload = Samples.upload(home, ids.next());
            opened.add(0, upload.id());
            ports.uploads()
                    .end(ports.uploads().create(upload.with(Times.opened(AT.plusSeconds(n), AT.plusSeconds(n + 60)))));
        }

        List<String> listed = new ArrayList<>();
        String cursor = null;
        do {
            Page<UploadMark> page = ports.uploads().ended(home, cursor, 2);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            page.items().forEach(mark -> listed.add(mark.uploadId()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(listed).isEqualTo(opened);
    }

    @Test
    void marksTellWhatTheRecordsSay_oneConnectionsOrAll() {
        Upload mine = Samples.waiting(Samples.upload(ids.next(), ids.next()));
        Upload other = Samples.upload(ids.next(), ids.next());
        ports.uploads().create(mine);
        ports.uploads().create(other);
        List<UploadMark> all = new ArrayList<>();
        ports.uploads().visit(all::add, unreadable -> {});

        assertThat(ports.uploads().list(mine.order().connectionId())).containsExactly(UploadMark.of(mine));
        assertThat(all).contains(UploadMark.of(mine), UploadMark.of(other));
        assertThat(ports.uploads().list(ids.next())).isEmpty();
    }

    @Test
    void laneIsMadeOnceAndChangedOnlyByWhoReadItLast() {
        String name = Lane.name("D1", "folder", "a.tar");
        var mine = new Lane(new Lane.Holder("c", "u1", "t1"), null);
        var theirs = new Lane(new Lane.Holder("c", "u2", "t2"), new Lane.Arrival(7, "c", "u1", "i1"));

        assertThat(ports.lanes().find(name)).isEmpty();
        Versioned<Lane> first = ports.lanes().create(name, mine);
        assertThatThrownBy(() -> ports.lanes().create(name, theirs)).isInstanceOf(ChangedMeanwhile.class);
        Versioned<Lane> second = ports.lanes().replace(name, first.with(lane -> theirs));

        assertThatThrownBy(() -> ports.lanes().replace(name, first)).isInstanceOf(ChangedMeanwhile.class);
        assertThat(ports.lanes().find(name)).contains(second);
        assertThat(second.value()).isEqualTo(theirs);
        assertThatThrownBy(() -> ports.lanes().replace(Lane.name("D1", "folder", "b.tar"), second))
                .isInstanceOf(ChangedMeanwhile.class);
    }

    @Test
    void commitNumbersOfOneDriveOnlyGrow_howeverItsIdIsSpelt() {
        long first = ports.numbers().next("00ab12");
        long second = ports.numbers().next("AB12");
        Set<Long> others = new HashSet<>(Set.of(first, second));

        assertThat(second).isGreaterThan(first);
        for (int n = 0; n < 20; n++) {
            assertThat(others.add(ports.numbers().next("ab12"))).isTrue();
        }
        assertThat(others.stream().mapToLong(Long::longValue).max())
                .hasValue(ports.numbers().next("AB12") - 1);
        assertThat(ports.numbers().next("CD34")).isPositive();
    }

    @Test
    void connectionIsChangedOnlyByWhoReadItLast_andAllAreListedOldestFirst() {
        var older = Samples.connection("01" + ids.next().substring(2));
        var newer = Samples.connection("02" + ids.next().substring(2));
        var first = ports.connections().create(older);
        var last = ports.connections().create(newer);
        var second = ports.connections().replace(first.with(c -> c.lapsed(Samples.AT)));

        assertThatThrownBy(() -> ports.connections().replace(first.with(c -> c.withoutKey("key"))))
                .isInstanceOf(ChangedMeanwhile.class);
        List<ConnectionMark> all = new ArrayList<>();
        ports.connections().visit(all::add, unreadable -> {});
        assertThat(all)
                .containsSubsequence(
                        ConnectionMark.of(second.value()).listedAs(second.eTag()),
                        ConnectionMark.of(newer).listedAs(last.eTag()));
        assertThat(ports.connections().find(older.id())).contains(second);

        ports.connections().delete(older.id());
        ports.connections().delete(older.id());
        assertThat(ports.connections().find(older.id())).isEmpty();
        assertThatThrownBy(() -> ports.connections().replace(second)).isInstanceOf(ChangedMeanwhile.class);
    }

    @Test
    void laterPauseIsKept() {
        String whom = Pauses.ofDrive("ab12");
        assertThat(ports.pauses().notBefore(whom)).isEmpty();

        ports.pauses().pauseUntil(whom, AT.plusSeconds(60));
        ports.pauses().pauseUntil(whom, AT.plusSeconds(10));

        assertThat(ports.pauses().notBefore(Pauses.ofDrive("AB12"))).contains(AT.plusSeconds(60));
        assertThat(ports.pauses().notBefore(Pauses.ofSignIn("ab12"))).isEmpty();
        assertThat(ports.pauses().all()).containsEntry(whom, AT.plusSeconds(60));
    }

    @Test
    void laterBackupIsKept_andTheLastPassIsTheOneWrittenLast() {
        String connection = ids.next();
        var earlier = new LastBackup("b1", "one", AT);
        var later = new LastBackup("b2", "two", AT.plusSeconds(1));

        ports.statuses().keepLastBackup(connection, later);
        ports.statuses().keepLastBackup(connection, earlier);
        ports.statuses().storePass(new CheckPass(AT.plusSeconds(9), Set.of("x")));
        ports.statuses().storePass(new CheckPass(AT, Set.of()));

        assertThat(ports.statuses().findLastBackup(connection)).contains(later);
        assertThat(ports.statuses().lastPass()).contains(new CheckPass(AT, Set.of()));
        ports.statuses().delete(connection);
        assertThat(ports.statuses().findLastBackup(connection)).isEmpty();
        assertThat(ports.statuses().find(connection)).isEmpty();
    }

    @Test
    void connectionHasOneSignInLink_changedOnlyAsItWasRead_andGoneWhenItIsOver() {
        String connection = ids.next();
        SignIns signIns = ports.signIns();
        var first = SignIns.Link.of("a", connection, AT.minusSeconds(1));
        var second = SignIns.Link.of("b", connection, AT.plusSeconds(5));
        signIns.put(first);
        var readFirst = signIns.find(first.id()).orElseThrow();
        signIns.put(second);

        assertThat(signIns.find(first.id()).orElseThrow().value()).isEqualTo(second);
        assertThatThrownBy(() -> signIns.replace(readFirst.with(
                        link -> new SignIns.Link(link.id(), connection, "other", link.expiresAt(), List.of()))))
                .isInstanceOf(ChangedMeanwhile.class);
        assertThatThrownBy(() -> signIns.delete(readFirst)).isInstanceOf(ChangedMeanwhile.class);
        signIns.deleteExpired(AT);
        var readSecond = signIns.find(first.id()).orElseThrow();
        signIns.delete(readSecond);
        signIns.delete(readSecond);
        assertThat(signIns.find(first.id())).isEmpty();
        signIns.put(first);
        signIns.deleteExpired(AT);
        assertThat(signIns.find(first.id())).isEmpty();
        signIns.delete(first.id());
    }

    @Test
    void snapshotKeepsWhatItWasTakenOf_untilTheContentIsDeleted() throws IOException {
        String blob = ids.next();
        Staging staging = ports.staging();
        assertThat(staging.content(blob)).isEmpty();
        assertThat(staging.snapshot(blob)).isEmpty();

        staging.put(blob, new byte[] {1, 2, 3});
        Staging.Snapshot snapshot = staging.snapshot(blob).orElseThrow();
        String before = staging.content(blob).orElseThrow().eTag();
        staging.put(blob, new byte[] {9, 9});

        assertThat(snapshot.sizeBytes()).isEqualTo(3);
        assertThat(staging.sizeOf(blob, snapshot.name())).hasValue(3);
        assertThat(read(blob, snapshot.name(), new ByteRange(1, 2))).containsExactly(2, 3);
        assertThat(staging.content(blob).orElseThrow().eTag()).isNotEqualTo(before);

        staging.deleteIfUnchanged(blob, before);
        assertThat(staging.content(blob).orElseThrow().sizeBytes()).isEqualTo(2);

        staging.delete(blob);
        staging.delete(blob);
        assertThat(staging.content(blob)).isEmpty();
        assertThat(staging.sizeOf(blob, snapshot.name())).isEmpty();
        assertThatThrownBy(() -> read(blob, snapshot.name(), new ByteRange(0, 0)))
                .isInstanceOf(IOException.class);
        staging.put(blob, new byte[] {4});
        assertThat(staging.sizeOf(blob, snapshot.name())).isEmpty();
    }

    @Test
    void unchangedContentIsDeleted_unlessASnapshotFixesIt() {
        Staging staging = ports.staging();
        String loose = ids.next();
        String fixed = ids.next();
        staging.put(loose, new byte[0]);
        staging.put(fixed, new byte[0]);
        Staging.Snapshot snapshot = staging.snapshot(fixed).orElseThrow();

        for (String blob : List.of(loose, fixed)) {
            staging.deleteIfUnchanged(blob, staging.content(blob).orElseThrow().eTag());
        }

        assertThat(staging.content(loose)).isEmpty();
        assertThat(staging.sizeOf(fixed, snapshot.name())).hasValue(0);
    }

    @Test
    void oneSnapshotIsDeleted_andNothingElse() {
        Staging staging = ports.staging();
        String blob = ids.next();
        staging.put(blob, new byte[] {1});
        Staging.Snapshot one = staging.snapshot(blob).orElseThrow();
        Staging.Snapshot other = staging.snapshot(blob).orElseThrow();

        staging.deleteSnapshot(blob, one.name());
        staging.deleteSnapshot(blob, one.name());
        staging.deleteSnapshot(ids.next(), one.name());

        assertThat(staging.sizeOf(blob, one.name())).isEmpty();
        assertThat(staging.sizeOf(blob, other.name())).hasValue(1);
        assertThat(staging.content(blob)).isPresent();
    }

    private Optional<Versioned<Upload>> find(Upload upload) {
        return ports.uploads().find(upload.order().connectionId(), upload.id());
    }

    private byte[] read(String blob, String snapshot, ByteRange range) throws IOException {
        try (InputStream bytes = ports.staging().read(blob, snapshot, range, abort -> {})) {
            return bytes.readAllBytes();
        }
    }
}
