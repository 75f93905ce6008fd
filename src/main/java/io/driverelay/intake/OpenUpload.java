package io.driverelay.intake;

import io.driverelay.connection.Connection;
import io.driverelay.connection.HomeKey;
import io.driverelay.connection.KeyScope;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.store.Ids;
import io.driverelay.store.Versioned;
import io.driverelay.store.WriteRace;
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.telemetry.Trace;
import io.driverelay.upload.BackupMetadata;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.Destination;
import io.driverelay.upload.Journey;
import io.driverelay.upload.Kind;
import io.driverelay.upload.Order;
import io.driverelay.upload.Staged;
import io.driverelay.upload.Times;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadState;
import io.driverelay.upload.Uploads;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Opens uploads: checks room, name and scope, writes the record, then hands out the staging URL. */
public final class OpenUpload {
    private static final EventLog EVENTS = new EventLog();

    private final Uploads uploads;
    private final StagingAddress addresses;
    private final SpaceGate space;
    private final DescribeBackup describe;
    private final HomeAllowance allowance;
    private final Ids ids;
    private final Clock clock;

    public OpenUpload(
            Uploads uploads, StagingAddress addresses, SpaceGate space, DescribeBackup describe, Ids ids, Clock clock) {
        this.uploads = uploads;
        this.addresses = addresses;
        this.space = space;
        this.describe = describe;
        this.allowance = new HomeAllowance(addresses.limits());
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Opens one, or finds the one that the same idempotency key has opened before.
     *
     * @param idempotencyKey the caller's; the same key with another request is refused
     */
    public Opened open(Connection connection, HomeKey key, UploadRequest request, Optional<String> idempotencyKey) {
        return openings(new Opener(connection, key, Optional.empty())).open(request, idempotencyKey);
    }

    /** For as many as one call opens. */
    public Openings openings(Opener opener) {
        return new Openings(opener);
    }

    /** What one call opens in a home: what is under way there is listed once, and each upload that is opened is counted with it. */
    public final class Openings {
        private final Connection connection;
        private final HomeKey key;
        private final Journey journey;
        private final HomeUploads home;

        private Openings(Opener opener) {
            this.connection = opener.connection();
            this.key = opener.key();
            this.journey = Journey.tracedBy(opener.trace().map(Trace::id).orElse(null));
            this.home = new HomeUploads(uploads, connection.id());
        }

        /** As {@link OpenUpload#open}. */
        public Opened open(UploadRequest request, Optional<String> idempotencyKey) {
            String id = idempotencyKey
                    .map(text -> Ids.derivedFrom(connection.id(), text))
                    .orElseGet(ids::next);
            return WriteRace.decide("upload " + id, () -> {
                Optional<Versioned<Upload>> before =
                        idempotencyKey.isPresent() ? uploads.find(connection.id(), id) : Optional.empty();
                return before.isPresent() && !mayOpenAnew(before.get().value())
                        ? repeat(before.get(), key, request)
                        : openNow(request, id, before);
            });
        }

        private Opened openNow(UploadRequest request, String id, Optional<Versioned<Upload>> before) {
            requireSignedInOnce(connection);
            requireScope(connection, key, request);
            request.requireShortPath(connection.folder());
            before.map(read -> read.value().staged())
                    .ifPresent(former -> allowance.requireOpenedSeldom(former.openings()));
            allowance.requireFor(request, home.marks());
            space.requireRoom(connection, request.sizeBytes(), home.marks());
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Upload opened = Upload.opened(
                            order(connection, key, request, id),
                            Times.opened(now, addresses.nextExpiry(now)),
                            staged(before))
                    .with(journey);
            Upload stored = before.map(read -> uploads.replace(read.with(ended -> opened)))
                    .orElseGet(() -> uploads.create(opened))
                    .value();
            home.opened(stored);
            EVENTS.write(stored.line(Event.UPLOAD_OPENED)
                    .with(Text.KIND, request.kind())
                    .with(Text.TRANSFER, request.transfer())
                    .with(Amount.SIZE_BYTES, request.sizeBytes()));
            return new Opened(stored, addresses.of(stored), true);
        }
    }

    /** A blob of its own, whatever an earlier opening under the same key has left: its URL may still work. */
    private Staged staged(Optional<Versioned<Upload>> before) {
        String blob = ids.next();
        return before.map(read -> read.value().staged())
                .map(former -> former.openedAnew(blob))
                .orElseGet(() -> new Staged(blob));
    }

    /** The same request finds its upload as it is, with a URL while content is awaited: the first answer may have been lost. */
    private Opened repeat(Versioned<Upload> before, HomeKey key, UploadRequest request) {
        Upload upload = before.value();
        if (!upload.order().requestHash().equals(request.hash())) {
            throw new Refused(
                            RefusalCode.IDEMPOTENCY_MISMATCH,
                            "This Idempotency-Key has opened an upload with another request. Use a new key.")
                    .with("uploadId", upload.id());
        }
        boolean awaits = upload.state() == UploadState.AWAITING_CONTENT
                && !upload.standing().cancelRequested();
        if (!awaits) {
            return new Opened(upload, null, false);
        }
        StagingAddress.requireMayFill(upload, key);
        return addresses.renew(before);
    }

    private static boolean mayOpenAnew(Upload before) {
        return before.state() == UploadState.CANCELLED || before.state() == UploadState.EXPIRED;
    }

    private static void requireSignedInOnce(Connection connection) {
        if (!connection.wasEverSignedIn()) {
            throw new Refused(
                    RefusalCode.SIGN_IN_REQUIRED,
                    "This connection was never signed in: its owner must open the sign-in link first (the operator gets a new one"
                            + " with POST /api/connections/" + connection.id() + "/sign-in).");
        }
    }

    /** A home that is taken over must not be able to destroy its backups. */
    private static void requireScope(Connection connection, HomeKey key, UploadRequest request) {
        boolean overBackup = request.kind() == Kind.BACKUP && request.conflict() == Conflict.REPLACE;
        boolean intoBackups = request.kind() == Kind.FILE
                && (isBackupFolder(connection, request.destination()) || describesBackup(request.destination()));
        if ((overBackup || intoBackups) && !key.scopes().contains(KeyScope.DELETE)) {
            throw new Refused(
                            RefusalCode.SCOPE_MISSING,
                            "Replacing a backup, sending files into a backup folder, or a file called *.metadata.json, which"
                                    + " describes a backup, needs a home key with the scope \"delete\".")
                    .with("scope", "delete");
        }
    }

    /** Home Assistant takes it for the description of a backup, wherever its folder was moved to. */
    private static boolean describesBackup(Destination destination) {
        return destination.fileName().toLowerCase(Locale.ROOT).endsWith(BackupMetadata.DESCRIPTION_END);
    }

    /** By name, for a quick answer: the relay compares the folders themselves. */
    private static boolean isBackupFolder(Connection connection, Destination destination) {
        return Destination.names(destination.folder()).stream()
                .limit(1)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.startsWith("backups_")
                        || name.equals(connection.folder().name().toLowerCase(Locale.ROOT)));
    }

    /** Null for a backup that only its content can name. */
    private String fileName(Connection connection, UploadRequest request) {
        if (request.destination() != null) {
            return request.destination().fileName();
        }
        return request.metadata() == null ? null : describe.name(request.metadata(), connection.folder());
    }

    private Order order(Connection connection, HomeKey key, UploadRequest request, String id) {
        return new Order(
                id,
                connection.id(),
                connection.drive().id(),
                key.id(),
                key.scopes().contains(KeyScope.DELETE),
                request.kind(),
                fileName(connection, request),
                request.destination() == null ? "" : request.destination().folder(),
                request.conflict(),
                request.sizeBytes(),
                request.sha256(),
                request.metadata(),
                request.hash(),
                request.transfer(),
                null);
    }
}
