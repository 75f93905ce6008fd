package io.driverelay.scenario;

import io.driverelay.azure.BlobCatalogues;
import io.driverelay.azure.BlobCommitNumbers;
import io.driverelay.azure.BlobConnections;
import io.driverelay.azure.BlobDriveStatuses;
import io.driverelay.azure.BlobFaultNotes;
import io.driverelay.azure.BlobLanes;
import io.driverelay.azure.BlobPassNotes;
import io.driverelay.azure.BlobPauses;
import io.driverelay.azure.BlobPushNotes;
import io.driverelay.azure.BlobShelfNotes;
import io.driverelay.azure.BlobSignIns;
import io.driverelay.azure.BlobStaging;
import io.driverelay.azure.BlobUploads;
import io.driverelay.azure.ContentAccount;
import io.driverelay.azure.RangeReader;
import io.driverelay.azure.StagingSignatures;
import io.driverelay.azure.StorageClients;
import io.driverelay.backup.DeleteBackup;
import io.driverelay.backup.DescribeOrphans;
import io.driverelay.backup.ListBackups;
import io.driverelay.backup.MovingUploads;
import io.driverelay.backup.ShelfTwins;
import io.driverelay.backup.TendShelf;
import io.driverelay.connection.AccessTokens;
import io.driverelay.connection.ChangeConnection;
import io.driverelay.connection.ConnectedDrives;
import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionListener;
import io.driverelay.connection.CreateConnection;
import io.driverelay.connection.FaultNoting;
import io.driverelay.connection.GetConnection;
import io.driverelay.connection.HomeKey;
import io.driverelay.connection.HomeKeys;
import io.driverelay.connection.InMemoryWebhooks;
import io.driverelay.connection.KeyScope;
import io.driverelay.connection.LinkDrive;
import io.driverelay.connection.ListedDrives;
import io.driverelay.connection.NewConnection;
import io.driverelay.connection.NotedDrives;
import io.driverelay.connection.ReadyDrives;
import io.driverelay.connection.RedeemConsent;
import io.driverelay.connection.RefreshTokens;
import io.driverelay.connection.RemoveConnection;
import io.driverelay.connection.Secrets;
import io.driverelay.connection.SignIn;
import io.driverelay.connection.SignInLinks;
import io.driverelay.connection.Webhooks;
import io.driverelay.graph.GraphDrives;
import io.driverelay.graph.OneDriveAuthority;
import io.driverelay.homeassistant.AgentBackups;
import io.driverelay.intake.CommitUpload;
import io.driverelay.intake.DescribeBackup;
import io.driverelay.intake.HomeLimits;
import io.driverelay.intake.OpenUpload;
import io.driverelay.intake.Opened;
import io.driverelay.intake.SpaceGate;
import io.driverelay.intake.StagedContent;
import io.driverelay.intake.StagingAddress;
import io.driverelay.intake.UploadRequest;
import io.driverelay.local.simulator.OneDriveAccount;
import io.driverelay.local.simulator.Simulators;
import io.driverelay.push.Push;
import io.driverelay.push.PushNotes;
import io.driverelay.push.TellHome;
import io.driverelay.relay.CancelUpload;
import io.driverelay.relay.Pace;
import io.driverelay.relay.RelayUpload;
import io.driverelay.relay.Stations;
import io.driverelay.status.CheckDrives;
import io.driverelay.status.Diagnose;
import io.driverelay.status.DueShelves;
import io.driverelay.status.FirstReading;
import io.driverelay.status.NoteBackups;
import io.driverelay.status.ReadStatus;
import io.driverelay.store.Ids;
import io.driverelay.store.Versioned;
import io.driverelay.telemetry.DeclaredEvents;
import io.driverelay.transport.ByteClient;
import io.driverelay.transport.ByteClientLimits;
import io.driverelay.transport.Cryptography;
import io.driverelay.upkeep.FollowConnection;
import io.driverelay.upkeep.ForgottenCommits;
import io.driverelay.upkeep.PassLimits;
import io.driverelay.upkeep.TendShelves;
import io.driverelay.upkeep.Upkeep;
import io.driverelay.upkeep.Yard;
import io.driverelay.upload.BackupMetadata;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Kind;
import io.driverelay.upload.LeftSessions;
import io.driverelay.upload.RetryUpload;
import io.driverelay.upload.Staging;
import io.driverelay.upload.TellListeners;
import io.driverelay.upload.Twins;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadListener;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.UploadState;
import io.driverelay.upload.WakeUpload;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One home and its drive: the production stages and adapters against emulator and simulators, with a clock and a queue moved by hand. */
final class TestHome {
    static final long MIB = 1 << 20;
    static final long FRAGMENT = 327_680;

    static {
        DeclaredEvents.listen();
    }

    final Simulators simulators = World.get().simulators;
    final HandMovedClock clock = new HandMovedClock();
    final List<Duration> rests = new ArrayList<>();
    final TicketQueue tickets = new TicketQueue(clock);
    final List<String> told = new ArrayList<>();
    final String person = "person-" + UUID.randomUUID();
    final Ids ids = new Ids(clock);

    final String connectionString = World.get().nextConnectionString();
    private final StorageClients storage = new StorageClients(new ContentAccount.WithKey(connectionString), clock);
    final BlobConnections connections = new BlobConnections(storage);
    final BlobUploads uploads = new BlobUploads(storage);
    final BlobDriveStatuses statuses = new BlobDriveStatuses(storage);
    final BlobFaultNotes faults = new BlobFaultNotes(storage);
    final BlobPauses pauses = new BlobPauses(storage);
    final BlobLanes lanes = new BlobLanes(storage);
    final BlobCommitNumbers numbers = new BlobCommitNumbers(storage, clock);
    final BlobSignIns signIns = new BlobSignIns(storage);
    final Cryptography cryptography = Cryptography.quickest();
    final ByteClient bytes = new ByteClient(ByteClientLimits.DEFAULT, cryptography::tls);
    final Staging staging =
            new BlobStaging(storage, new StagingSignatures(storage, clock), new RangeReader(() -> bytes));
    final Map<String, String> vault = new HashMap<>();
    final Secrets secrets = new Secrets();
    final HomeKeys keys = new HomeKeys(connections, secrets, ids, clock);
    final GraphDrives drives = new GraphDrives(simulators.oneDrive().graphUrl(), () -> bytes, clock);
    final OneDriveAuthority authority = new OneDriveAuthority(
            new OneDriveAuthority.App(
                    simulators.authority().url(),
                    simulators.authority().clientId(),
                    Set.of("Files.ReadWrite.AppFolder", "offline_access", "openid"),
                    URI.create("http://127.0.0.1:7071/api/sign-in/callback")),
            () -> simulators.authority().clientSecret(),
            () -> bytes,
            clock);
    final RefreshTokens refreshTokens = new InMemoryTokens();
    final Webhooks webhooks = new InMemoryWebhooks();
    final PushNotes pushNotes = new BlobPushNotes(storage);
    final Queue<Push> pushes = new ConcurrentLinkedQueue<>();
    final TellHome tellHome = new TellHome(connections, (push, delay) -> pushes.add(push), pushNotes);
    final ConnectionListener listener = new Forwarding();
    final AccessTokens tokens = new AccessTokens(connections, refreshTokens, authority, pauses, listener, clock);
    final FaultNoting noting = new FaultNoting(faults, clock);
    final ConnectedDrives connected = new NotedDrives(new ListedDrives(drives, tokens), noting);
    final TellListeners tell = new TellListeners(uploads, new Telling());
    final Twins twins = (connection, drive, id, name) -> new ShelfTwins(this.list).nameOf(connection, drive, id, name);
    final RelayUpload relay = new RelayUpload(
            new Stations(
                    uploads,
                    lanes,
                    staging,
                    tickets,
                    connections,
                    connected,
                    pauses,
                    tell,
                    cryptography::sha256,
                    twins),
            new Pace(
                    clock,
                    (howLong, cutoff) -> rest(howLong),
                    Duration.ofMinutes(8),
                    Duration.ofMinutes(2),
                    191 * FRAGMENT),
            ids);
    final StagingAddress addresses =
            new StagingAddress(uploads, staging, clock, Duration.ofHours(6), HomeLimits.DEFAULT);
    final CheckDrives check = new CheckDrives(
            connections, new NotedDrives(new ListedDrives(drives, tokens), noting), statuses, pauses, clock);
    final SpaceGate space = new SpaceGate(statuses, connections, uploads, check::check, clock);
    final DescribeBackup describe = new DescribeBackup(new AgentBackups(), staging, connections);
    final OpenUpload open = new OpenUpload(uploads, addresses, space, describe, ids, clock);
    final CommitUpload commit =
            new CommitUpload(uploads, new StagedContent(staging), describe, numbers, tickets, clock);
    final CancelUpload cancel = new CancelUpload(uploads, staging, tickets, clock);
    final Yard yard =
            new Yard(uploads, staging, tickets, connections, tell, new LeftSessions(connected, pauses, clock), clock);
    final BlobShelfNotes shelves = new BlobShelfNotes(storage);
    final ReadyDrives ready = new ReadyDrives(connected, pauses, clock);
    final MovingUploads moving = new MovingUploads(lanes, uploads);
    final ListBackups list = new ListBackups(ready, new BlobCatalogues(storage), new AgentBackups(), moving);
    final TendShelf tend = new TendShelf(
            list,
            new DeleteBackup(list, ready, moving),
            new DescribeOrphans(ready, new BlobCatalogues(storage), new AgentBackups(), moving, clock),
            clock);
    final Upkeep upkeep = new Upkeep(
            yard,
            new ForgottenCommits.Content(new StagedContent(staging), commit),
            new Upkeep.Readings(check, statuses, new TendShelves(shelves, connections, tend, clock)),
            signIns,
            new BlobPassNotes(storage),
            PassLimits.DEFAULT);
    final ReadStatus status = new ReadStatus(connections, statuses, shelves, uploads, clock);
    final Diagnose diagnose = new Diagnose(new GetConnection(connections), status, statuses, faults, uploads, pauses);
    final RetryUpload retry = new RetryUpload(uploads, staging, new WakeUpload(uploads, tickets, clock), pauses, clock);
    final SignInLinks links =
            new SignInLinks(signIns, secrets, URI.create("http://127.0.0.1:7071"), Duration.ofHours(24), clock);
    final SignIn signIn = new SignIn(
            connections,
            signIns,
            authority,
            new RedeemConsent(
                    connections,
                    authority,
                    new LinkDrive(connections, refreshTokens, drives, listener, clock),
                    pauses,
                    clock),
            secrets,
            clock);
    final RemoveConnection remove = new RemoveConnection(connections, refreshTokens, webhooks, signIns, listener);
    final ChangeConnection change = new ChangeConnection(connections, ready, webhooks);
    final CreateConnection create = new CreateConnection(connections, keys, links, webhooks, ids, clock);

    private final PassingTime passing = new PassingTime(clock, tickets, relay::relay, () -> upkeep.pass());

    String connectionId;
    URI signInUrl;
    HomeKey key;

    /** A home whose connection is not signed in yet. */
    static TestHome unlinked() {
        var home = new TestHome();
        home.simulators.clockOf(home.person, home.clock);
        var made = home.create.create(new NewConnection(
                "home",
                null,
                "b5bb4d4c1f7a4e2f9d0c3b2a19087f6e",
                false,
                Set.of(KeyScope.RESTORE, KeyScope.DELETE),
                null,
                null,
                null));
        home.connectionId = made.connection().id();
        home.signInUrl = made.signIn().url();
        home.key = made.key().kept();
        return home;
    }

    static TestHome linked() {
        TestHome home = unlinked();
        home.signIn(home.person);
        return home;
    }

    /** Through the authority's redirect, as a browser that keeps its cookie; with a new link where the last one is used up or over. */
    SignIn.Ending signIn(String who) {
        var beginning = signIn.begin(linkToken()).orElseGet(() -> {
            signInUrl = links.create(connections, connectionId).url();
            return signIn.begin(linkToken()).orElseThrow();
        });
        return signedIn(who, beginning);
    }

    /** The rest of the way from the link's redirect. */
    SignIn.Ending signedIn(String who, SignIn.Beginning beginning) {
        simulators.authority().signInAs(who);
        Map<String, String> answer = redirectedTo(beginning.redirect());
        return signIn.end(
                Optional.of(beginning.cookie()),
                Optional.ofNullable(answer.get("state")),
                Optional.ofNullable(answer.get("code")),
                Optional.ofNullable(answer.get("error")));
    }

    String linkToken() {
        return signInUrl.getQuery().substring("t=".length());
    }

    /** The query of the redirect that an address answers with. */
    static Map<String, String> redirectedTo(URI address) {
        try {
            var request = HttpRequest.newBuilder(address).build();
            String location = HttpClient.newHttpClient()
                    .send(request, BodyHandlers.discarding())
                    .headers()
                    .firstValue("location")
                    .orElseThrow();
            Map<String, String> query = new HashMap<>();
            for (String pair : URI.create(location).getQuery().split("&", -1)) {
                query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
            return query;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Connection connection() {
        return connections.find(connectionId).orElseThrow().value();
    }

    OneDriveAccount account() {
        return simulators.oneDrive().account(person);
    }

    static BackupMetadata metadata() {
        return new BackupMetadata("{\"backup_id\":\"abcd1234\",\"name\":\"Automatic\"}", "abcd1234", "Automatic");
    }

    UploadRequest backup(String name, long size) {
        return new UploadRequest(Kind.BACKUP, new Destination("", name), size, null, null, null, metadata());
    }

    UploadRequest file(String path, long size, Conflict conflict) {
        return new UploadRequest(Kind.FILE, Destination.ofPath(path), size, null, null, conflict, null);
    }

    /** Opened, staged and committed; the ticket waits. */
    Upload committed(UploadRequest request, byte[] content) {
        Opened opened = open.open(connection(), key, request, Optional.empty());
        staging.put(opened.upload().staged().blob(), content);
        return commit.commit(connectionId, opened.upload().id());
    }

    /** Serves the tickets that are seen by now, and those that come of it, a bounded number. */
    void serveTickets() {
        for (int n = 0; n < 50 && tickets.serveOne(relay::relay); n++) {
            // each serves one
        }
    }

    /** Lives through so much time: tickets are served when they are due, and upkeep passes every five minutes. */
    void passTime(Duration howLong) {
        passing.until(clock.instant().plus(howLong), () -> false);
    }

    /** As {@link #passTime}, but no longer than until no ticket waits and every committed upload has ended. */
    void serveUntilQuiet(Duration most) {
        passing.until(clock.instant().plus(most), this::isQuiet);
    }

    boolean isQuiet() {
        return tickets.isEmpty()
                && alive().stream()
                        .noneMatch(mark -> mark.state() == UploadState.QUEUED || mark.state() == UploadState.WAITING);
    }

    /** Every home's. */
    List<UploadMark> alive() {
        List<UploadMark> alive = new ArrayList<>();
        uploads.visit(alive::add, unreadable -> {});
        return alive;
    }

    Upload find(Upload upload) {
        return uploads.find(connectionId, upload.id()).map(Versioned::value).orElseThrow();
    }

    byte[] onDrive(String path) {
        try {
            Path content = account().contentOf(path).orElseThrow();
            return Files.readAllBytes(content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String textOnDrive(String path) {
        return new String(onDrive(path), java.nio.charset.StandardCharsets.UTF_8);
    }

    String backupPath(String name) {
        return connection().folder().name() + "/" + name;
    }

    private void rest(Duration howLong) {
        rests.add(howLong);
        clock.move(howLong);
    }

    private final class InMemoryTokens implements RefreshTokens {
        private final Map<String, Instant> storedAt = new HashMap<>();

        @Override
        public Optional<Stored> find(String id) {
            return Optional.ofNullable(vault.get(id))
                    .map(token -> new Stored(token, storedAt.get(id), Instant.parse("9999-12-31T00:00:00Z"), false));
        }

        @Override
        public void store(String id, String refreshToken) {
            vault.put(id, refreshToken);
            storedAt.put(id, clock.instant());
        }

        @Override
        public void disableOlder(String id) {
            // a map has one each
        }

        @Override
        public boolean delete(String id) {
            return vault.remove(id) != null;
        }
    }

    /** As wiring connects them. */
    private final class Forwarding implements ConnectionListener {
        private List<ConnectionListener> all() {
            return List.of(
                    new FirstReading(check, statuses),
                    new DueShelves(shelves, clock),
                    tellHome,
                    new FollowConnection(yard, mark -> cancel.cancel(mark.connectionId(), mark.uploadId(), true)));
        }

        @Override
        public void signedIn(Connection connection) {
            all().forEach(one -> one.signedIn(connection));
        }

        @Override
        public void signInLapsed(Connection connection) {
            all().forEach(one -> one.signInLapsed(connection));
            told.add("sign-in lapsed");
        }

        @Override
        public void removed(Connection connection) {
            all().forEach(one -> one.removed(connection));
        }
    }

    private final class Telling implements UploadListener {
        @Override
        public void delivered(Upload upload) {
            new NoteBackups(statuses).delivered(upload);
            new DueShelves(shelves, clock).delivered(upload);
            tellHome.delivered(upload);
            told.add("delivered");
        }

        @Override
        public void failed(Upload upload) {
            tellHome.failed(upload);
            told.add("failed " + upload.standing().reason());
        }

        @Override
        public void waiting(Upload upload) {
            tellHome.waiting(upload);
            told.add("waiting " + upload.standing().reason());
        }
    }
}
