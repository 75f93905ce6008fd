package io.driverelay.model;

import io.driverelay.connection.Connection;
import io.driverelay.connection.SignIn;
import io.driverelay.connection.SignIns;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.Pauses;
import io.driverelay.intake.UploadRequest;
import io.driverelay.refusal.Refused;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.Versioned;
import io.driverelay.upload.Upload;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Storage, vault, queue and drives of one world, and two instances that work in it. */
final class ModelWorld {
    private static final Duration HIDDEN = Duration.ofMinutes(3);

    /** Of ids: their order is part of a history. */
    final RandomGenerator random;

    final ModelClock clock = new ModelClock();
    final Effects effects = new Effects();
    final DriveWorld microsoft = new DriveWorld(effects, clock, this::isPauseKnown);
    final Invariants invariants = new Invariants(this);
    final MemoryUploads uploads = new MemoryUploads(effects, invariants::written);
    final MemoryStaging staging = new MemoryStaging(effects, clock, invariants::dropped);
    final MemoryQueue queue = new MemoryQueue(effects, clock);
    final MemoryRecords.OfLanes lanes = new MemoryRecords.OfLanes(effects, new Table<>());
    final MemoryRecords.OfNumbers numbers = new MemoryRecords.OfNumbers(effects, new Table<>(), clock);
    final MemoryRecords.OfConnections connections = new MemoryRecords.OfConnections(effects, new Table<>());
    final MemoryRecords.OfPauses pauses = new MemoryRecords.OfPauses(effects, new Table<>());
    final MemoryRecords.OfStatuses statuses =
            new MemoryRecords.OfStatuses(effects, new Table<>(), new Table<>(), new Table<>());
    final MemoryRecords.OfShelves shelves = new MemoryRecords.OfShelves(effects, new Table<>());
    final MemoryRecords.OfCatalogues catalogues = new MemoryRecords.OfCatalogues(effects, new Table<>());
    final MemoryRecords.OfNotes notes = new MemoryRecords.OfNotes(effects, new Table<>());
    final MemoryRecords.OfSignIns signIns = new MemoryRecords.OfSignIns(effects, new Table<>());
    final MemoryRecords.OfTokens tokens = new MemoryRecords.OfTokens(effects, new Table<>());
    final Map<String, Bytes> contents = new HashMap<>();
    private final Map<String, String> homes = new HashMap<>();
    /** Backups whose owner, or whose rule, lets them go. */
    final Set<String> mayGo = new HashSet<>();
    /** Those that were deleted, and repeated until it was answered. */
    final Set<String> deleted = new HashSet<>();

    /** Contents that somebody laid into a home's folder, by their items: all of one backup, or none. */
    final Map<String, Bytes> orphans = new HashMap<>();

    final List<String> steps = new ArrayList<>();
    private Instance first;
    private Instance second;

    ModelWorld() {
        this(new SecureRandom());
    }

    /** @param random one that draws the same again gives the same history again */
    ModelWorld(RandomGenerator random) {
        this.random = random;
        this.first = new Instance(this);
        this.second = new Instance(this);
    }

    /** Lets an instance do something: it may die, storage may fail, it may refuse; anything else is not foreseen. */
    boolean run(Consumer<Instance> work) {
        effects.enter();
        try {
            work.accept(effects.isNested() ? second : first);
            return true;
        } catch (Crash e) {
            microsoft.require(!effects.isSpinning(), "spins");
            restart();
            return false;
        } catch (StorageUnavailable | DriveFault e) {
            return false;
        } catch (Refused e) {
            return true;
        } catch (RuntimeException e) {
            StackTraceElement at = e.getStackTrace().length == 0 ? null : e.getStackTrace()[0];
            microsoft.violation("unforeseen: " + e.getClass().getSimpleName() + " at " + at);
            return false;
        } finally {
            effects.leave();
        }
    }

    private void restart() {
        if (effects.isNested()) {
            second = new Instance(this);
        } else {
            first = new Instance(this);
        }
    }

    /** A home with its drive, signed in; two homes may share a drive. */
    void home(String connectionId, String driveId, boolean givesHashes) {
        microsoft.drive(driveId, givesHashes);
        homes.put(connectionId, driveId);
        connections.create(Samples.connection(connectionId));
        signIn(connectionId, driveId);
    }

    /** The person signs in: that it may ask the drive within a pause is its own matter, that it keeps a pause is not. */
    boolean signIn(String connectionId, String driveId) {
        microsoft.personIsThere(true);
        String token = SignIns.Link.idOf(connectionId) + ".token";
        var link = SignIns.Link.of(token, connectionId, clock.instant().plus(Duration.ofDays(1)));
        signIns.links().put(link.id(), link);
        try {
            return run(instance -> instance.signIn.begin(token).ifPresent(begun -> end(instance, begun, driveId)));
        } finally {
            microsoft.personIsThere(false);
        }
    }

    private static void end(Instance instance, SignIn.Beginning begun, String driveId) {
        String state = begun.redirect().getQuery().substring("state=".length());
        instance.signIn.end(
                Optional.of(begun.cookie()), Optional.of(state), Optional.of("code-" + driveId), Optional.empty());
    }

    /** A removal takes the keys first: without them nobody sends any more. */
    boolean hasKeys(String connectionId) {
        return connection(connectionId)
                .filter(connection -> !connection.keys().isEmpty())
                .isPresent();
    }

    Optional<Connection> connection(String connectionId) {
        return connections.table().find(connectionId).map(Versioned::value);
    }

    /** Opened, staged and committed, as far as it goes. */
    boolean send(String connectionId, UploadRequest request, String idempotencyKey, Bytes content) {
        return run(instance -> {
            Connection connection =
                    connection(connectionId).filter(c -> hasKeys(connectionId)).orElse(null);
            if (connection != null) {
                Upload upload = instance.open
                        .open(connection, Samples.KEY, request, Optional.of(idempotencyKey))
                        .upload();
                contents.put(upload.id(), content);
                if (!upload.isCommitted() && !upload.isEnded()) {
                    staging.lay(upload.staged().blob(), content);
                }
                instance.commit.commit(connectionId, upload.id());
            }
        });
    }

    /** One ticket, if there is one to be seen. */
    boolean deliver() {
        Optional<MemoryQueue.Message> message = queue.take();
        message.ifPresent(taken -> {
            if (!run(instance -> instance.relay.relay(taken.ticket()))) {
                queue.back(taken, HIDDEN);
            }
        });
        return message.isPresent();
    }

    void pass() {
        run(instance -> instance.upkeep.pass());
    }

    Upload only() {
        return uploads.all().get(0);
    }

    /** All goes well from now on: time passes, tickets are served, upkeep runs, and who must sign in does. */
    void heal(int passes) {
        effects.meetWith(Effects.Hook.NONE);
        microsoft.troubledBy(method -> Trouble.NONE);
        microsoft.drives.values().forEach(drive -> drive.full(false));
        for (int n = 0; n < passes && !(n > 2 && isQuiet()); n++) {
            for (int served = 0; served < 20 && deliver(); served++) {
                clock.move(Duration.ofMillis(5));
            }
            clock.move(Duration.ofMinutes(5));
            connections.table().all().stream()
                    .map(Versioned::value)
                    .filter(connection -> connection.signInRequired() && homes.containsKey(connection.id()))
                    .forEach(connection -> signIn(connection.id(), homes.get(connection.id())));
            pass();
        }
    }

    private boolean isPauseKnown(String driveId) {
        return pauses.table()
                .find(Pauses.ofDrive(driveId))
                .filter(until -> until.value().isAfter(clock.instant()))
                .isPresent();
    }

    private boolean isQuiet() {
        return uploads.all().stream().allMatch(Upload::isEnded) && queue.peek().isEmpty();
    }
}
