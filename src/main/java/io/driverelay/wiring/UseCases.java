package io.driverelay.wiring;

import io.driverelay.backup.ForgetCatalogue;
import io.driverelay.connection.AccessTokens;
import io.driverelay.connection.ConnectedDrives;
import io.driverelay.connection.ConnectionListener;
import io.driverelay.connection.FaultNoting;
import io.driverelay.connection.HomeKeys;
import io.driverelay.connection.ListedDrives;
import io.driverelay.connection.NotedDrives;
import io.driverelay.connection.ReadyDrives;
import io.driverelay.connection.Secrets;
import io.driverelay.drive.Cutoff;
import io.driverelay.drive.Drive;
import io.driverelay.drive.Hearing;
import io.driverelay.graph.GraphDrives;
import io.driverelay.homeassistant.AgentBackups;
import io.driverelay.intake.CommitUpload;
import io.driverelay.intake.DescribeBackup;
import io.driverelay.intake.OpenUpload;
import io.driverelay.intake.SpaceGate;
import io.driverelay.intake.StagedContent;
import io.driverelay.intake.StagingAddress;
import io.driverelay.relay.CancelUpload;
import io.driverelay.relay.Pace;
import io.driverelay.relay.RelayUpload;
import io.driverelay.relay.Stations;
import io.driverelay.status.CheckDrives;
import io.driverelay.status.DueShelves;
import io.driverelay.status.FirstReading;
import io.driverelay.status.KnownPauses;
import io.driverelay.status.NoteBackups;
import io.driverelay.status.Spread;
import io.driverelay.store.Ids;
import io.driverelay.upkeep.FollowConnection;
import io.driverelay.upkeep.Yard;
import io.driverelay.upload.LeftSessions;
import io.driverelay.upload.TellListeners;
import io.driverelay.upload.UploadListener;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the stages do, each with what it needs. What talks to anything is built when it is first needed. */
final class UseCases {
    private static final Duration READING = Duration.ofSeconds(10);

    final Settings settings;
    final Clock clock = Clock.systemUTC();
    final Ids ids = new Ids(clock);
    final Secrets secrets = new Secrets();
    final Microsoft microsoft;
    final Kept kept;
    final AgentBackups backups = new AgentBackups();
    final HomeKeys keys;
    final Lazy<RelayUpload> relay = new Lazy<>(this::relayUpload);

    // who is told what
    final ConnectionListener connectionListener = Listeners.ofConnections(this::connectionListeners);
    private final UploadListener uploadListener = Listeners.ofUploads(this::uploadListeners);

    private final Lazy<AccessTokens> tokens = new Lazy<>(this::tokens);
    private final FaultNoting noting;
    final ConnectedDrives connected;

    UseCases(Settings settings) {
        this.settings = settings;
        this.microsoft = new Microsoft(settings, clock);
        this.kept = new Kept(settings, microsoft.bytes, clock);
        this.keys = new HomeKeys(kept.connections, secrets, ids, clock);
        this.noting = new FaultNoting(kept.faults, clock);
        this.connected = new NotedDrives(new Linked(), noting);
    }

    OpenUpload open() {
        return new OpenUpload(
                kept.uploads,
                addresses(),
                new SpaceGate(
                        kept.statuses,
                        kept.connections,
                        kept.uploads,
                        one -> checkDrives().check(one),
                        clock),
                describe(),
                ids,
                clock);
    }

    CommitUpload commit() {
        return new CommitUpload(kept.uploads, content(), describe(), kept.numbers, kept.tickets, clock);
    }

    private DescribeBackup describe() {
        return new DescribeBackup(backups, kept.staging.get(), kept.connections);
    }

    StagingAddress addresses() {
        return new StagingAddress(
                kept.uploads, kept.staging.get(), clock, settings.valid().stagingUrl(), settings.home());
    }

    CancelUpload cancel() {
        return new CancelUpload(kept.uploads, kept.staging.get(), kept.tickets, clock);
    }

    StagedContent content() {
        return new StagedContent(kept.staging.get());
    }

    CheckDrives checkDrives() {
        return new CheckDrives(kept.connections, connected, new Pushes(this).statuses(), kept.pauses, clock);
    }

    /** For many drives at once, each within a short limit: what is slow now is read in five minutes. */
    CheckDrives allDrives() {
        var known = new KnownPauses(kept.pauses, clock);
        var ofAll = new AccessTokens(
                kept.connections, kept.refreshTokens, microsoft.authority.get(), known, connectionListener, clock);
        GraphDrives readings = microsoft.drives(READING);
        var spread = new Spread(kept.shareNotes, kept.shares, settings.drivesOfAShare());
        return new CheckDrives(
                kept.connections,
                new NotedDrives(new ListedDrives(readings, ofAll), noting),
                new Pushes(this).statuses(),
                known,
                new CheckDrives.Way(Optional.of(spread), howLong -> new CutoffPause().rest(howLong, new Cutoff())),
                clock);
    }

    Yard yard() {
        return new Yard(
                kept.uploads,
                kept.staging.get(),
                kept.tickets,
                kept.connections,
                tell(),
                new LeftSessions(connected, kept.pauses, clock),
                clock);
    }

    ReadyDrives ready() {
        return new ReadyDrives(connected, kept.pauses, clock);
    }

    /** Built when one is first asked for. */
    private final class Linked implements ConnectedDrives {
        @Override
        public Drive of(String connectionId) {
            return microsoft.drives.get().with(tokens.get().of(connectionId));
        }

        @Override
        public Drive of(String connectionId, Hearing hearing) {
            return microsoft.drives.get().with(tokens.get().of(connectionId), hearing);
        }
    }

    private AccessTokens tokens() {
        return new AccessTokens(
                kept.connections,
                kept.refreshTokens,
                microsoft.authority.get(),
                kept.pauses,
                connectionListener,
                clock);
    }

    private RelayUpload relayUpload() {
        var stations = new Stations(
                kept.uploads,
                kept.lanes,
                kept.staging.get(),
                kept.tickets,
                kept.connections,
                connected,
                kept.pauses,
                tell(),
                () -> microsoft.cryptography.get().sha256(),
                new Shelves(this).twins());
        Settings.Relay limits = settings.relay();
        var pace = new Pace(clock, new CutoffPause(), limits.turn(), limits.claim(), limits.largestFragmentBytes());
        return DrainAtShutdown.of(new RelayUpload(stations, pace, ids), microsoft::abortCalls);
    }

    private List<ConnectionListener> connectionListeners() {
        CancelUpload cancel = cancel();
        return List.of(
                new FirstReading(checkDrives(), kept.statuses),
                new ForgetCatalogue(kept.catalogues),
                dueShelves(),
                new Pushes(this).tellHome(),
                new FollowConnection(yard(), mark -> cancel.cancel(mark.connectionId(), mark.uploadId(), true)));
    }

    private TellListeners tell() {
        return new TellListeners(kept.uploads, uploadListener);
    }

    private List<UploadListener> uploadListeners() {
        return List.of(new NoteBackups(kept.statuses), dueShelves(), new Pushes(this).tellHome());
    }

    private DueShelves dueShelves() {
        return new DueShelves(kept.shelves, clock);
    }
}
