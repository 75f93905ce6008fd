package io.driverelay.model;

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
import io.driverelay.connection.HomeKeys;
import io.driverelay.connection.InMemoryWebhooks;
import io.driverelay.connection.LinkDrive;
import io.driverelay.connection.ListedDrives;
import io.driverelay.connection.ReadyDrives;
import io.driverelay.connection.RedeemConsent;
import io.driverelay.connection.RemoveConnection;
import io.driverelay.connection.Secrets;
import io.driverelay.connection.SignIn;
import io.driverelay.connection.SignInLinks;
import io.driverelay.homeassistant.AgentBackups;
import io.driverelay.intake.CommitUpload;
import io.driverelay.intake.DescribeBackup;
import io.driverelay.intake.HomeLimits;
import io.driverelay.intake.OpenUpload;
import io.driverelay.intake.ReceiveFile;
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
import io.driverelay.status.NoteBackups;
import io.driverelay.store.Ids;
import io.driverelay.transport.Cryptography;
import io.driverelay.upkeep.FollowConnection;
import io.driverelay.upkeep.ForgottenCommits;
import io.driverelay.upkeep.PassLimits;
import io.driverelay.upkeep.TendShelves;
import io.driverelay.upkeep.Upkeep;
import io.driverelay.upkeep.Yard;
import io.driverelay.upload.LeftSessions;
import io.driverelay.upload.RetryUpload;
import io.driverelay.upload.TellListeners;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadListener;
import io.driverelay.upload.WakeUpload;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The use cases of one instance, wired as in production: the only place here that knows their constructors. */
final class Instance {
    private static final long FRAGMENT = 327_680;
    private static final Cryptography CRYPTOGRAPHY = Cryptography.quickest();
    private static final Secrets SECRETS = new Secrets();

    final OpenUpload open;
    final ReceiveFile receive;
    final CommitUpload commit;
    final RelayUpload relay;
    final CancelUpload cancel;
    final RetryUpload retry;
    final Upkeep upkeep;
    final SignIn signIn;
    final SignInLinks links;
    final RemoveConnection remove;
    final CreateConnection create;
    final ChangeConnection change;
    final DeleteBackup deleteBackup;
    private final CheckDrives check;
    private final Yard yard;
    private final ModelWorld world;

    Instance(ModelWorld world) {
        this.world = world;
        var ids = new Ids(world.clock, world.random);
        var tell = new TellListeners(world.uploads, new Telling());
        ConnectionListener listener = new Following();
        var tokens = new AccessTokens(
                world.connections, world.tokens, world.microsoft.authority, world.pauses, listener, world.clock);
        ConnectedDrives connected = id -> world.microsoft.drives().with(tokens.of(id));
        this.relay = new RelayUpload(
                new Stations(
                        world.uploads,
                        world.lanes,
                        world.staging,
                        world.queue,
                        world.connections,
                        connected,
                        world.pauses,
                        tell,
                        CRYPTOGRAPHY::sha256,
                        new ShelfTwins(list(connected))),
                new Pace(
                        world.clock,
                        (howLong, cutoff) -> world.clock.move(howLong),
                        Duration.ofMinutes(8),
                        Duration.ofMinutes(2),
                        FRAGMENT),
                ids);
        var addresses =
                new StagingAddress(world.uploads, world.staging, world.clock, Duration.ofHours(6), HomeLimits.DEFAULT);
        var space = new SpaceGate(world.statuses, world.connections, world.uploads, connection -> false, world.clock);
        var content = new StagedContent(world.staging);
        var describe = new DescribeBackup(new AgentBackups(), world.staging, world.connections);
        this.open = new OpenUpload(world.uploads, addresses, space, describe, ids, world.clock);
        this.commit = new CommitUpload(world.uploads, content, describe, world.numbers, world.queue, world.clock);
        this.receive = new ReceiveFile(open, world.staging, commit);
        this.cancel = new CancelUpload(world.uploads, world.staging, world.queue, world.clock);
        this.retry = new RetryUpload(
                world.uploads,
                world.staging,
                new WakeUpload(world.uploads, world.queue, world.clock),
                world.pauses,
                world.clock);
        this.yard = new Yard(
                world.uploads,
                world.staging,
                world.queue,
                world.connections,
                tell,
                new LeftSessions(connected, world.pauses, world.clock),
                world.clock);
        this.check = new CheckDrives(
                world.connections,
                new ListedDrives(world.microsoft.drives(), tokens),
                world.statuses,
                world.pauses,
                world.clock);
        this.upkeep = new Upkeep(
                yard,
                new ForgottenCommits.Content(content, commit),
                new Upkeep.Readings(check, world.statuses, shelves(connected)),
                world.signIns,
                world.notes,
                new PassLimits(Duration.ofMinutes(4), 1));
        this.links = new SignInLinks(
                world.signIns, SECRETS, URI.create("https://relay.invalid"), Duration.ofHours(24), world.clock);
        var link = new LinkDrive(world.connections, world.tokens, world.microsoft.drives(), listener, world.clock);
        this.signIn = new SignIn(
                world.connections,
                world.signIns,
                world.microsoft.authority,
                new RedeemConsent(world.connections, world.microsoft.authority, link, world.pauses, world.clock),
                SECRETS,
                world.clock);
        this.remove =
                new RemoveConnection(world.connections, world.tokens, new InMemoryWebhooks(), world.signIns, listener);
        var keys = new HomeKeys(world.connections, SECRETS, ids, world.clock);
        var drives = new ReadyDrives(connected, world.pauses, world.clock);
        this.change = new ChangeConnection(world.connections, drives, new InMemoryWebhooks());
        this.deleteBackup = new DeleteBackup(list(connected), drives, new MovingUploads(world.lanes, world.uploads));
        this.create = new CreateConnection(world.connections, keys, links, new InMemoryWebhooks(), ids, world.clock);
    }

    private TendShelves shelves(ConnectedDrives connected) {
        var drives = new ReadyDrives(connected, world.pauses, world.clock);
        var moving = new MovingUploads(world.lanes, world.uploads);
        ListBackups list = list(connected);
        var describe = new DescribeOrphans(drives, world.catalogues, new AgentBackups(), moving, world.clock);
        var tend = new TendShelf(list, new DeleteBackup(list, drives, moving), describe, world.clock);
        return new TendShelves(world.shelves, world.connections, tend, world.clock);
    }

    private ListBackups list(ConnectedDrives connected) {
        return new ListBackups(
                new ReadyDrives(connected, world.pauses, world.clock),
                world.catalogues,
                new AgentBackups(),
                new MovingUploads(world.lanes, world.uploads));
    }

    /** As wiring does: what a listener throws undoes nothing, but for a removal. */
    private final class Following implements ConnectionListener {
        private List<ConnectionListener> all() {
            return List.of(
                    new FirstReading(check, world.statuses),
                    new DueShelves(world.shelves, world.clock),
                    new FollowConnection(yard, mark -> cancel.cancel(mark.connectionId(), mark.uploadId(), true)));
        }

        @Override
        public void signedIn(Connection connection) {
            all().forEach(one -> tell(connection, one::signedIn));
        }

        @Override
        public void signInLapsed(Connection connection) {
            all().forEach(one -> tell(connection, one::signInLapsed));
        }

        @Override
        public void removed(Connection connection) {
            all().forEach(one -> one.removed(connection));
        }
    }

    private final class Telling implements UploadListener {
        private final UploadListener backups = new NoteBackups(world.statuses);

        @Override
        public void delivered(Upload upload) {
            tell(upload, told -> world.effects.write("UploadListener.delivered", () -> backups.delivered(told)));
        }

        @Override
        public void failed(Upload upload) {
            tell(upload, told -> world.effects.write("UploadListener.failed", () -> backups.failed(told)));
        }

        @Override
        public void waiting(Upload upload) {
            tell(upload, told -> world.effects.write("UploadListener.waiting", () -> backups.waiting(told)));
        }
    }

    private static <T> void tell(T what, Consumer<T> listener) {
        if (what instanceof Upload) {
            // what it throws keeps the upload to be told again
            listener.accept(what);
            return;
        }
        try {
            listener.accept(what);
        } catch (RuntimeException e) {
            // as wiring: it is logged there
        }
    }
}
