package io.driverelay.status;

import io.driverelay.connection.ConnectedDrives;
import io.driverelay.connection.Connection;
import io.driverelay.connection.ConnectionMark;
import io.driverelay.connection.Connections;
import io.driverelay.drive.Pauses;
import io.driverelay.telemetry.Dimension.Amount;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One pass over all drives: reads each quota and publishes it, so many at once. A drive that cannot be read is tried once more, named, and read
 * last the next time; one that the time was not enough for is read first.
 */
public final class CheckDrives {
    private static final EventLog EVENTS = new EventLog();

    /** Each holds one connection, and a few unused ones are kept beside them: 64 in all. */
    public static final int AT_ONCE = 56;

    private final Connections connections;
    private final ConnectedDrives drives;
    private final DriveStatuses statuses;
    private final Pauses pauses;
    private final Optional<Spread> spread;
    private final Consumer<Duration> rest;
    private final Clock clock;

    /** Of an instance that reads one drive at a time, or all. */
    public CheckDrives(
            Connections connections, ConnectedDrives drives, DriveStatuses statuses, Pauses pauses, Clock clock) {
        this(connections, drives, statuses, pauses, new Way(Optional.empty(), howLong -> {}), clock);
    }

    /**
     * How a pass over all drives is gone.
     *
     * @param spread where it may be too much for one instance
     * @param rest returns when so much time is over
     */
    public record Way(Optional<Spread> spread, Consumer<Duration> rest) {}

    public CheckDrives(
            Connections connections,
            ConnectedDrives drives,
            DriveStatuses statuses,
            Pauses pauses,
            Way way,
            Clock clock) {
        this.connections = connections;
        this.drives = drives;
        this.statuses = statuses;
        this.pauses = pauses;
        this.spread = way.spread();
        this.rest = way.rest();
        this.clock = clock;
    }

    /**
     * Reads every drive that is signed in, until the time is over; or has others read them, share by share.
     *
     * @param unreadable is given the names of what cannot be read, by any thread
     * @return the ids of all connections that are there and can be read
     */
    public Set<String> checkAll(Instant until, Consumer<String> unreadable) {
        Instant begun = clock.instant();
        List<ConnectionMark> all = all(unreadable);
        List<ConnectionMark> linked = linked(all);
        Optional<CheckPass> last = lastPass(linked);
        if (spread.filter(over -> over.isFor(linked.size())).isPresent()) {
            spread.get().send(begun, linked.size());
            EVENTS.write(Event.DRIVES_SPREAD.line().with(Amount.DRIVES, linked.size()));
        } else {
            statuses.storePass(read(all, last, new DrivePass.Span(begun, until), unreadable));
        }
        return all.stream().map(ConnectionMark::id).collect(Collectors.toSet());
    }

    /** Of the pass before, also where that was spread. */
    private Optional<CheckPass> lastPass(List<ConnectionMark> linked) {
        Optional<CheckPass> before = statuses.lastPass();
        Optional<CheckPass> gathered = spread.flatMap(over -> over.gathered(linked, before));
        gathered.ifPresent(pass -> {
            statuses.storePass(pass);
            spread.get().forgetRound();
        });
        return gathered.or(() -> before);
    }

    void checkShare(Share share, Instant until) {
        List<ConnectionMark> ofShare = all(name -> {}).stream()
                .filter(connection -> share.holds(connection.id()))
                .toList();
        CheckPass pass =
                read(ofShare, statuses.lastPass(), new DrivePass.Span(share.round(), until), CheckDrives::unreadable);
        spread.ifPresent(over -> over.report(share, pass));
    }

    private CheckPass read(
            List<ConnectionMark> all, Optional<CheckPass> last, DrivePass.Span span, Consumer<String> unreadable) {
        return new DrivePass(reader(), statuses, last, new DrivePass.Way(rest, unreadable), clock)
                .over(all, statuses.all(unreadable), span);
    }

    /** Reads one drive, and writes the numbers whether or not they changed; false when it could not be read now. */
    public boolean check(Connection connection) {
        DriveReader.Outcome outcome = reader().read(
                        ConnectionMark.of(connection), statuses.find(connection.id()), status -> true, status -> {});
        outcome.tell(connection.id());
        return outcome.isRead();
    }

    private DriveReader reader() {
        return new DriveReader(drives, statuses, pauses, clock);
    }

    /** Those that have a drive to be read, and those that are told of before. */
    private List<ConnectionMark> all(Consumer<String> unreadable) {
        List<ConnectionMark> all = new ArrayList<>();
        connections.visit(all::add, unreadable);
        return all;
    }

    static List<ConnectionMark> linked(List<ConnectionMark> all) {
        return all.stream().filter(ConnectionMark::wasEverSignedIn).toList();
    }

    private static void unreadable(String name) {
        EVENTS.write(Event.RECORD_UNREADABLE.line().with(Text.RECORD, name));
    }
}
