package io.driverelay.relay;

import io.driverelay.drive.Drive;
import io.driverelay.store.Versioned;
import io.driverelay.store.WriteRace;
import io.driverelay.upload.Claim;
import io.driverelay.upload.Conflict;
import io.driverelay.upload.DeliveredItem;
import io.driverelay.upload.Lane;
import io.driverelay.upload.Order;
import io.driverelay.upload.Reason;
import io.driverelay.upload.Upload;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The right to move under a name: one upload of a (drive, folder, name) at a time, and under {@code replace} none after a newer commit has
 * arrived. Taken at each try, and looked at once more before the request that completes the file.
 */
final class RightOfWay {
    private final Stations stations;
    private final Clock clock;
    private final Hold hold;
    private final Drive drive;
    private final DestinationFolder folder;
    private String name;
    private Versioned<Lane> lane;
    private boolean newerIsGone;

    RightOfWay(Stations stations, Clock clock, Hold hold, Drive drive, DestinationFolder folder) {
        this.stations = stations;
        this.clock = clock;
        this.hold = hold;
        this.drive = drive;
        this.folder = folder;
    }

    /**
     * Ends the turn while another moves, and the upload when a newer one has arrived. An arrival that the record knows is noted with it: a
     * turn may have died in between.
     */
    void take() {
        name = nameIn(folder.id());
        lane = WriteRace.decide("lane " + name, () -> {
            Optional<Versioned<Lane>> read = stations.lanes().find(name);
            return read.isPresent() ? takeOver(read.get()) : stations.lanes().create(name, held(new Lane(me(), null)));
        });
    }

    /** Before what cannot be taken back. */
    void requireStill() {
        boolean still = stations.lanes()
                .find(name)
                .filter(read -> me().equals(read.value().holder()))
                .isPresent();
        if (!still) {
            take();
        }
    }

    /** Noted as soon as it is known: from now on no older commit comes over it. */
    void arrived(DeliveredItem item) {
        Lane.Arrival arrival = arrival(item);
        WriteRace.decide("arrival of " + hold.upload().id(), () -> {
            if (lane == null) {
                take();
            }
            Versioned<Lane> held = lane;
            // whoever comes first makes it taken anew
            lane = null;
            lane = stations.lanes().replace(name, held.with(before -> before.with(arrival, newerIsGone)));
            return lane;
        });
    }

    /** Whether another upload of ours is known to have made the item. */
    boolean isAnothers(String itemId) {
        Lane.Arrival arrived = known().map(Lane::arrived).orElse(null);
        return arrived != null
                && arrived.itemId().equals(itemId)
                && !arrived.uploadId().equals(hold.upload().id());
    }

    /** Whether another home of this drive, which is still connected, is known to have made the item. */
    boolean isAnotherHomes(String itemId) {
        return known().map(Lane::arrived)
                .filter(arrived -> arrived.itemId().equals(itemId))
                .map(Lane.Arrival::connectionId)
                .filter(home -> !home.equals(order().connectionId()))
                .flatMap(stations.connections()::find)
                .isPresent();
    }

    /** As it was taken; as it lies there when it was not. */
    private Optional<Lane> known() {
        if (lane != null) {
            return Optional.of(lane.value());
        }
        return folder.known().map(this::nameIn).flatMap(stations.lanes()::find).map(Versioned::value);
    }

    private String nameIn(String folderId) {
        return Lane.name(order().driveId(), folderId, order().fileName());
    }

    private Versioned<Lane> takeOver(Versioned<Lane> read) {
        Lane.Holder holder = read.value().holder();
        if (holder != null && !holder.uploadId().equals(hold.upload().id())) {
            stations.uploads()
                    .find(holder.connectionId(), holder.uploadId())
                    .map(Versioned::value)
                    .filter(other -> !other.isEnded() && isHere(other))
                    .ifPresent(this::requireAtRest);
        }
        requireNotSuperseded(read.value().arrived());
        return stations.lanes().replace(name, read.with(before -> held(before.heldBy(me()))));
    }

    /** One that took another name moves in that one's lane. */
    private boolean isHere(Upload other) {
        return name.equals(
                Lane.name(order().driveId(), folder.id(), other.order().fileName()));
    }

    private Lane held(Lane taken) {
        DeliveredItem item = hold.upload().item();
        return item == null ? taken : taken.with(arrival(item), newerIsGone);
    }

    private Lane.Arrival arrival(DeliveredItem item) {
        String home = item.found() ? null : order().connectionId();
        return new Lane.Arrival(number(), home, hold.upload().id(), item.id());
    }

    /**
     * A turn that gave its claim back is over, unless its newer file has arrived and the lane does not know it yet. One whose claim has run
     * out may still be about to send: if its upload is the newer one it is waited for, otherwise its session is ended first, so that nothing
     * of it can arrive any more.
     */
    private void requireAtRest(Upload other) {
        Claim claim = other.standing().claim();
        boolean newer = other.times().commitNumber() > number();
        if (claim == null && !(newer && other.item() != null)) {
            return;
        }
        if (newer || claim.isLiveAt(clock.instant())) {
            Instant now = clock.instant();
            Duration sinceCommit = Duration.between(hold.upload().times().committedAt(), now);
            Trouble trouble = Trouble.SAME_NAME;
            Instant again = now.plus(Backoff.betweenTurns(trouble.between, sinceCommit));
            throw new TurnOver(new TurnEnd.Wait(trouble.reason, trouble.words, again));
        }
        if (other.checkpoint() != null && other.checkpoint().hasSession()) {
            drive.end(other.checkpoint().session().forDrive());
        }
    }

    /** Unless what the newer one became is gone from the drive: then there is nothing to come over. */
    private void requireNotSuperseded(Lane.Arrival arrived) {
        boolean newer =
                arrived != null && !arrived.uploadId().equals(hold.upload().id()) && arrived.number() > number();
        if (!newer || order().conflict() != Conflict.REPLACE) {
            return;
        }
        newerIsGone = drive.item(arrived.itemId()).isEmpty();
        if (!newerIsGone) {
            throw new TurnOver(new TurnEnd.Fail(
                    Reason.SUPERSEDED,
                    "A newer upload of that name has arrived; it was left as it is. To have this one all the same, send it"
                            + " again."));
        }
    }

    private Lane.Holder me() {
        return new Lane.Holder(order().connectionId(), hold.upload().id(), hold.turn());
    }

    private long number() {
        return hold.upload().times().commitNumber();
    }

    private Order order() {
        return hold.upload().order();
    }
}
