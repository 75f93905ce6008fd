package io.driverelay.wiring;

import io.driverelay.connection.AccessTokens;
import io.driverelay.connection.ConnectedDrives;
import io.driverelay.connection.ConnectionListener;
import io.driverelay.connection.CreateConnection;
import io.driverelay.connection.GetConnection;
import io.driverelay.connection.HomeKeys;
import io.driverelay.connection.LinkDrive;
import io.driverelay.connection.ListedDrives;
import io.driverelay.connection.RedeemConsent;
import io.driverelay.connection.RemoveConnection;
import io.driverelay.connection.Secrets;
import io.driverelay.connection.SignIn;
import io.driverelay.connection.SignInLinks;
import io.driverelay.drive.Drive;
import io.driverelay.function.ConnectionDoors;
import io.driverelay.function.FileDoor;
import io.driverelay.function.KeyDoors;
import io.driverelay.function.RelayDoors;
import io.driverelay.function.SignInDoors;
import io.driverelay.function.StatusDoors;
import io.driverelay.function.TimerDoor;
import io.driverelay.function.UploadDoors;
import io.driverelay.function.WatchDoors;
import io.driverelay.graph.GraphDrives;
import io.driverelay.intake.CommitUpload;
import io.driverelay.intake.OpenUpload;
import io.driverelay.intake.ReceiveFile;
import io.driverelay.intake.SpaceGate;
import io.driverelay.intake.StagedContent;
import io.driverelay.intake.StagingAddress;
import io.driverelay.intake.WatchUploads;
import io.driverelay.relay.CancelUpload;
import io.driverelay.relay.EndKey;
import io.driverelay.relay.Pace;
import io.driverelay.relay.RelayUpload;
import io.driverelay.relay.Stations;
import io.driverelay.status.CheckDrives;
import io.driverelay.status.FirstReading;
import io.driverelay.status.KnownPauses;
import io.driverelay.status.NoteBackups;
import io.driverelay.status.ReadStatus;
import io.driverelay.store.Ids;
import io.driverelay.upkeep.FollowConnection;
import io.driverelay.upkeep.ForgottenCommits;
import io.driverelay.upkeep.PassLimits;
import io.driverelay.upkeep.Upkeep;
import io.driverelay.upkeep.Yard;
import io.driverelay.upload.LeftSessions;
import io.driverelay.upload.RetryUpload;
import io.driverelay.upload.TellListeners;
import io.driverelay.upload.UploadListener;
import io.driverelay.upload.WakeUpload;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The architecture on one screen. What talks to anything is built when it is first needed, so that a cold start pays for its own door alone. */
final class Wiring {
    private static final Duration READING = Duration.ofSeconds(10);

    private final Settings settings;
    private final Clock clock = Clock.systemUTC();
    private final Ids ids = new Ids(clock);
    private final Secrets secrets = new Secrets();

    private final Microsoft microsoft;
    private final Kept kept;

    // who is told what
    private final ConnectionListener connectionListener = Listeners.ofConnections(this::connectionListeners);
    private final UploadListener uploadListener = Listeners.ofUploads(this::uploadListeners);

    private final Lazy<AccessTokens> tokens = new Lazy<>(this::tokens);
    private final ConnectedDrives connected = this::driveOf;
    private final Lazy<RelayUpload> relay = new Lazy<>(this::relayUpload);
    private final HomeKeys keys;

    Wiring(Settings settings) {
        this.settings = settings;
        this.microsoft = new Microsoft(settings, clock);
        this.kept = new Kept(settings, microsoft.bytes, clock);
        this.keys = new HomeKeys(kept.connections, secrets, ids, clock);
    }

    // doors

    ConnectionDoors connectionDoors() {
        SignInLinks links = new SignInLinks(
                kept.signIns, secrets, settings.publicUrl(), settings.valid().signInLink(), clock);
        return new ConnectionDoors(
                new CreateConnection(kept.connections, keys, links, ids, clock),
                new GetConnection(kept.connections),
                id -> links.create(kept.connections, id),
                id -> links.revoke(kept.connections, id),
                new RemoveConnection(kept.connections, kept.refreshTokens, kept.signIns, connectionListener));
    }

    KeyDoors keyDoors() {
        return new KeyDoors(keys, new EndKey(keys, kept.uploads, cancel()));
    }

    SignInDoors signInDoors() {
        var link =
                new LinkDrive(kept.connections, kept.refreshTokens, microsoft.drives.get(), connectionListener, clock);
        var consent = new RedeemConsent(kept.connections, microsoft.authority.get(), link, kept.pauses, clock);
        return new SignInDoors(
                new SignIn(kept.connections, kept.signIns, microsoft.authority.get(), consent, secrets, clock),
                settings.publicUrl());
    }

    UploadDoors uploadDoors() {
        return new UploadDoors(keys, open(), commit(), addresses(), clock);
    }

    WatchDoors watchDoors() {
        return new WatchDoors(
                keys,
                new WatchUploads(kept.uploads, content()),
                new RetryUpload(
                        kept.uploads,
                        kept.staging.get(),
                        new WakeUpload(kept.uploads, kept.tickets, clock),
                        kept.pauses,
                        clock),
                cancel(),
                clock);
    }

    FileDoor fileDoor() {
        return new FileDoor(keys, new ReceiveFile(open(), kept.staging.get(), commit()), clock);
    }

    StatusDoors statusDoors() {
        return new StatusDoors(keys, new ReadStatus(kept.connections, kept.statuses, kept.uploads, clock));
    }

    RelayDoors relayDoors() {
        return new RelayDoors(relay.get());
    }

    TimerDoor timerDoor() {
        return new TimerDoor(new Upkeep(
                yard(),
                new ForgottenCommits.Content(content(), commit()),
                new Upkeep.Readings(allDrives(), kept.statuses),
                kept.signIns,
                kept.notes,
                PassLimits.DEFAULT));
    }

    // use cases

    private OpenUpload open() {
        return new OpenUpload(
                kept.uploads,
                addresses(),
                new SpaceGate(
                        kept.statuses,
                        kept.connections,
                        kept.uploads,
                        one -> checkDrives().check(one),
                        clock),
                settings.home(),
                ids,
                clock);
    }

    private CommitUpload commit() {
        return new CommitUpload(kept.uploads, content(), kept.numbers, kept.tickets, clock);
    }

    private StagingAddress addresses() {
        return new StagingAddress(
                kept.uploads, kept.staging.get(), clock, settings.valid().stagingUrl(), settings.home());
    }

    private CancelUpload cancel() {
        return new CancelUpload(kept.uploads, kept.staging.get(), kept.tickets, clock);
    }

    private StagedContent content() {
        return new StagedContent(kept.staging.get());
    }

    private CheckDrives checkDrives() {
        return new CheckDrives(kept.connections, connected, kept.statuses, kept.pauses, clock);
    }

    /** For many drives at once, each within a short limit: what is slow now is read in five minutes. */
    private CheckDrives allDrives() {
        var known = new KnownPauses(kept.pauses, clock);
        var ofAll = new AccessTokens(
                kept.connections, kept.refreshTokens, microsoft.authority.get(), known, connectionListener, clock);
        GraphDrives readings = microsoft.drives(READING);
        return new CheckDrives(kept.connections, new ListedDrives(readings, ofAll), kept.statuses, known, clock);
    }

    private Yard yard() {
        return new Yard(
                kept.uploads,
                kept.staging.get(),
                kept.tickets,
                kept.connections,
                tell(),
                new LeftSessions(connected, kept.pauses, clock),
                clock);
    }

    private Drive driveOf(String connectionId) {
        return microsoft.drives.get().with(tokens.get().of(connectionId));
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
                () -> microsoft.cryptography.get().sha256());
        Settings.Relay limits = settings.relay();
        var pace = new Pace(clock, new CutoffPause(), limits.turn(), limits.claim(), limits.largestFragmentBytes());
        return DrainAtShutdown.of(new RelayUpload(stations, pace, ids), microsoft::abortCalls);
    }

    private List<ConnectionListener> connectionListeners() {
        CancelUpload cancel = cancel();
        return List.of(
                new FirstReading(checkDrives(), kept.statuses),
                new FollowConnection(yard(), mark -> cancel.cancel(mark.connectionId(), mark.uploadId(), true)));
    }

    private TellListeners tell() {
        return new TellListeners(kept.uploads, uploadListener);
    }

    private List<UploadListener> uploadListeners() {
        return List.of(new NoteBackups(kept.statuses));
    }
}
