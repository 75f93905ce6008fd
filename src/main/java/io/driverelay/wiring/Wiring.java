package io.driverelay.wiring;

import io.driverelay.azure.BlobCommitNumbers;
import io.driverelay.azure.BlobConnections;
import io.driverelay.azure.BlobDriveStatuses;
import io.driverelay.azure.BlobLanes;
import io.driverelay.azure.BlobPassNotes;
import io.driverelay.azure.BlobPauses;
import io.driverelay.azure.BlobSignIns;
import io.driverelay.azure.BlobStaging;
import io.driverelay.azure.BlobUploads;
import io.driverelay.azure.RangeReader;
import io.driverelay.azure.StagingSignatures;
import io.driverelay.azure.StorageClients;
import io.driverelay.azure.StorageTickets;
import io.driverelay.azure.VaultRefreshTokens;
import io.driverelay.azure.VaultSecrets;
import io.driverelay.connection.AccessTokens;
import io.driverelay.connection.ConnectedDrives;
import io.driverelay.connection.ConnectionListener;
import io.driverelay.connection.CreateConnection;
import io.driverelay.connection.GetConnection;
import io.driverelay.connection.HomeKeys;
import io.driverelay.connection.LinkDrive;
import io.driverelay.connection.RedeemConsent;
import io.driverelay.connection.RemoveConnection;
import io.driverelay.connection.Secrets;
import io.driverelay.connection.SignIn;
import io.driverelay.connection.SignInLinks;
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
import io.driverelay.graph.OneDriveAuthority;
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
import io.driverelay.transport.ByteClient;
import io.driverelay.transport.ByteClientLimits;
import io.driverelay.transport.Cryptography;
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
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;

/** The architecture on one screen. What talks to anything is built when it is first needed, so that a cold start pays for its own door alone. */
final class Wiring {
    private static final Duration DRAIN = Duration.ofSeconds(4);
    private static final Duration READING = Duration.ofSeconds(10);

    private final Settings settings;
    private final Clock clock = Clock.systemUTC();
    private final Ids ids = new Ids(clock);
    private final Secrets secrets = new Secrets();

    // where things are kept
    private final StorageClients storage;
    private final BlobConnections connections;
    private final BlobUploads uploads;
    private final BlobSignIns signIns;
    private final BlobDriveStatuses statuses;
    private final BlobPauses pauses;
    private final BlobLanes lanes;
    private final BlobCommitNumbers numbers;
    private final StorageTickets tickets;
    private final VaultSecrets vault;
    private final VaultRefreshTokens refreshTokens;

    // the two sides that bytes move between
    private final Lazy<Cryptography> cryptography = new Lazy<>(Cryptography::quickest);
    private final Lazy<SSLContext> tls = new Lazy<>(() -> cryptography.get().tls());
    private final Lazy<ByteClient> bytes = new Lazy<>(() -> new ByteClient(ByteClientLimits.DEFAULT, tls));
    private final Lazy<BlobStaging> staging = new Lazy<>(this::staging);
    private final Lazy<GraphDrives> drives = new Lazy<>(() -> drives(GraphDrives.CALL));

    // who is told what
    private final ConnectionListener connectionListener = Listeners.ofConnections(this::connectionListeners);
    private final UploadListener uploadListener = Listeners.ofUploads(this::uploadListeners);

    private final Lazy<OneDriveAuthority> authority = new Lazy<>(this::authority);
    private final Lazy<AccessTokens> tokens = new Lazy<>(this::tokens);
    private final ConnectedDrives connected =
            id -> drives.get().with(tokens.get().of(id));
    private final Lazy<RelayUpload> relay = new Lazy<>(this::relayUpload);
    private final HomeKeys keys;

    Wiring(Settings settings) {
        this.settings = settings;
        this.storage = new StorageClients(settings.contentStorage(), clock);
        this.connections = new BlobConnections(storage);
        this.uploads = new BlobUploads(storage);
        this.signIns = new BlobSignIns(storage);
        this.statuses = new BlobDriveStatuses(storage);
        this.pauses = new BlobPauses(storage);
        this.lanes = new BlobLanes(storage);
        this.numbers = new BlobCommitNumbers(storage, clock);
        this.tickets = new StorageTickets(storage);
        this.vault = vault(settings.vaults().clientSecret());
        this.refreshTokens = new VaultRefreshTokens(vault(settings.vaults().tokens()), clock);
        this.keys = new HomeKeys(connections, secrets, ids, clock);
    }

    // doors

    ConnectionDoors connectionDoors() {
        SignInLinks links = new SignInLinks(
                signIns, secrets, settings.publicUrl(), settings.valid().signInLink(), clock);
        return new ConnectionDoors(
                new CreateConnection(connections, keys, links, ids, clock),
                new GetConnection(connections),
                id -> links.create(connections, id),
                id -> links.revoke(connections, id),
                new RemoveConnection(connections, refreshTokens, signIns, connectionListener));
    }

    KeyDoors keyDoors() {
        return new KeyDoors(keys, new EndKey(keys, uploads, new CancelUpload(uploads, staging.get(), tickets, clock)));
    }

    SignInDoors signInDoors() {
        var link = new LinkDrive(connections, refreshTokens, drives.get(), connectionListener, clock);
        var consent = new RedeemConsent(connections, authority.get(), link, pauses, clock);
        return new SignInDoors(
                new SignIn(connections, signIns, authority.get(), consent, secrets, clock), settings.publicUrl());
    }

    UploadDoors uploadDoors() {
        return new UploadDoors(keys, open(), commit(), addresses(), clock);
    }

    WatchDoors watchDoors() {
        return new WatchDoors(
                keys,
                new WatchUploads(uploads, content()),
                new RetryUpload(uploads, staging.get(), new WakeUpload(uploads, tickets, clock), pauses, clock),
                new CancelUpload(uploads, staging.get(), tickets, clock),
                clock);
    }

    FileDoor fileDoor() {
        return new FileDoor(keys, new ReceiveFile(open(), staging.get(), commit()), clock);
    }

    StatusDoors statusDoors() {
        return new StatusDoors(keys, new ReadStatus(connections, statuses, uploads, clock));
    }

    RelayDoors relayDoors() {
        return new RelayDoors(relay.get());
    }

    TimerDoor timerDoor() {
        return new TimerDoor(new Upkeep(
                yard(),
                new ForgottenCommits.Content(content(), commit()),
                new Upkeep.Readings(allDrives(), statuses),
                signIns,
                new BlobPassNotes(storage),
                PassLimits.DEFAULT));
    }

    // use cases

    private OpenUpload open() {
        return new OpenUpload(
                uploads,
                addresses(),
                new SpaceGate(
                        statuses, connections, uploads, one -> checkDrives().check(one), clock),
                settings.home(),
                ids,
                clock);
    }

    private CommitUpload commit() {
        return new CommitUpload(uploads, content(), numbers, tickets, clock);
    }

    private StagingAddress addresses() {
        return new StagingAddress(
                uploads, staging.get(), clock, settings.valid().stagingUrl(), settings.home());
    }

    private StagedContent content() {
        return new StagedContent(staging.get());
    }

    private CheckDrives checkDrives() {
        return new CheckDrives(connections, connected, statuses, pauses, clock);
    }

    /** For many drives at once, each within a short limit: what is slow now is read in five minutes. */
    private CheckDrives allDrives() {
        var known = new KnownPauses(pauses, clock);
        var ofAll = new AccessTokens(connections, refreshTokens, authority.get(), known, connectionListener, clock);
        GraphDrives readings = drives(READING);
        return new CheckDrives(connections, id -> readings.with(ofAll.of(id)), statuses, known, clock);
    }

    private Yard yard() {
        return new Yard(
                uploads,
                staging.get(),
                tickets,
                connections,
                tell(),
                new LeftSessions(connected, pauses, clock),
                clock);
    }

    private AccessTokens tokens() {
        return new AccessTokens(connections, refreshTokens, authority.get(), pauses, connectionListener, clock);
    }

    /** When the instance goes, every turn leaves its checkpoint first. */
    private RelayUpload relayUpload() {
        var stations = new Stations(
                uploads,
                lanes,
                staging.get(),
                tickets,
                connections,
                connected,
                pauses,
                tell(),
                () -> cryptography.get().sha256());
        Settings.Relay limits = settings.relay();
        var pace = new Pace(clock, new CutoffPause(), limits.turn(), limits.claim(), limits.largestFragmentBytes());
        var built = new RelayUpload(stations, pace, ids);
        try {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> built.shutDown(DRAIN, this::abortCalls), "relay-drain"));
        } catch (IllegalStateException e) {
            // it is going already
            built.shutDown(Duration.ZERO, () -> {});
        }
        return built;
    }

    private void abortCalls() {
        drives.get().abortAll();
        authority.get().abortAll();
    }

    private List<ConnectionListener> connectionListeners() {
        var cancel = new CancelUpload(uploads, staging.get(), tickets, clock);
        return List.of(
                new FirstReading(checkDrives(), statuses),
                new FollowConnection(yard(), mark -> cancel.cancel(mark.connectionId(), mark.uploadId(), true)));
    }

    private TellListeners tell() {
        return new TellListeners(uploads, uploadListener);
    }

    private List<UploadListener> uploadListeners() {
        return List.of(new NoteBackups(statuses));
    }

    // adapters

    private VaultSecrets vault(URI url) {
        return new VaultSecrets(url, settings.identityClientId());
    }

    private BlobStaging staging() {
        return new BlobStaging(storage, new StagingSignatures(storage, clock), new RangeReader(bytes));
    }

    private GraphDrives drives(Duration call) {
        return new GraphDrives(settings.oneDrive().graphUrl(), bytes, clock, call);
    }

    private OneDriveAuthority authority() {
        Settings.OneDrive oneDrive = settings.oneDrive();
        var app = new OneDriveAuthority.App(
                oneDrive.authorityUrl(),
                oneDrive.clientId(),
                oneDrive.scopes(),
                URI.create(settings.publicUrl() + "/api/sign-in/callback"));
        return new OneDriveAuthority(app, new ClientSecret(vault::find, clock), bytes, clock);
    }
}
