package io.driverelay.upkeep;

import io.driverelay.backup.TendShelf;
import io.driverelay.connection.Connection;
import io.driverelay.connection.Connections;
import io.driverelay.drive.DriveFault;
import io.driverelay.refusal.Refused;
import io.driverelay.status.ShelfNote;
import io.driverelay.status.ShelfNotes;
import io.driverelay.store.Abreast;
import io.driverelay.store.UnreadableRecord;
import io.driverelay.store.Versioned;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Homes' folders are looked after when that is due: every six hours, and soon after a backup came; whose time came first is first. */
public final class TendShelves {
    private static final EventLog EVENTS = new EventLog();
    private static final Duration EVERY = Duration.ofHours(6);
    private static final Duration AFTER_A_FAULT = Duration.ofMinutes(30);
    private static final int AT_ONCE = 8;

    /** Most relays serve one home: no threads are worth it. */
    private static final int FEW = 2;

    private final ShelfNotes notes;
    private final Connections connections;
    private final TendShelf tend;
    private final Clock clock;

    public TendShelves(ShelfNotes notes, Connections connections, TendShelf tend, Clock clock) {
        this.notes = notes;
        this.connections = connections;
        this.tend = tend;
        this.clock = clock;
    }

    /** @param unreadable is given the names of what cannot be read */
    void pass(Instant until, Consumer<String> unreadable) {
        Instant now = clock.instant();
        List<ShelfNote> due = new ArrayList<>();
        notes.visit(
                note -> {
                    if (!note.dueAt().isAfter(now)) {
                        due.add(note);
                    }
                },
                unreadable);
        due.sort(Comparator.comparing(ShelfNote::dueAt));
        Abreast.each(due.size() <= FEW ? 1 : AT_ONCE, due, note -> {
            if (clock.instant().isBefore(until)) {
                safely(note, unreadable);
            }
        });
    }

    /** Whatever happens to one is its own. */
    private void safely(ShelfNote note, Consumer<String> unreadable) {
        try {
            Optional<Versioned<Connection>> connection = connections.find(note.connectionId());
            if (connection.isEmpty()) {
                notes.delete(note.connectionId());
            } else {
                store(note, tended(note, connection.get().value()));
            }
        } catch (UnreadableRecord e) {
            // where the home is idle nothing else comes by it; the note stays due
            unreadable.accept(e.record());
        } catch (RuntimeException e) {
            EVENTS.write(Event.UPKEEP_FAILED
                    .line()
                    .with(Text.PART, "shelf")
                    .with(Text.CONNECTION_ID, note.connectionId())
                    .because(e));
        }
    }

    private ShelfNote tended(ShelfNote note, Connection connection) {
        if (!connection.isReady()) {
            return note.dueAt(clock.instant().plus(EVERY));
        }
        try {
            TendShelf.Tended tended = tend.tend(connection, () -> mayDelete(note));
            Instant now = clock.instant();
            Instant later = tended.more() ? now : now.plus(EVERY);
            Instant due = tended.fault() == null ? later : after(tended.fault(), connection);
            return kept(note).counted(tended.backups(), tended.bytes(), now).dueAt(due);
        } catch (DriveFault fault) {
            return kept(note).dueAt(after(fault, connection));
        } catch (Refused refused) {
            // its sign-in ended meanwhile
            return kept(note).dueAt(clock.instant().plus(AFTER_A_FAULT));
        }
    }

    /**
     * Backups are let go once in {@link #EVERY}, however often they are looked after: whoever may send makes that due at will. It is noted
     * first: where that fails, nothing is deleted.
     */
    private boolean mayDelete(ShelfNote note) {
        Instant now = clock.instant();
        if (note.deletingSince() != null && note.deletingSince().plus(EVERY).isAfter(now)) {
            return false;
        }
        notes.store(kept(note).deletingSince(now));
        return true;
    }

    private ShelfNote kept(ShelfNote before) {
        return notes.find(before.connectionId()).orElse(before);
    }

    /** When a drive that was left alone is looked at again; it is told. */
    private Instant after(DriveFault fault, Connection connection) {
        EVENTS.write(Event.SHELF_NOT_TENDED.of(connection.id()).with(Text.FAULT, fault.kind()));
        Duration asked = fault.retryAfter().orElse(Duration.ZERO);
        Duration rest = asked.compareTo(AFTER_A_FAULT) > 0 ? asked : AFTER_A_FAULT;
        return clock.instant().plus(rest);
    }

    /** A backup that came meanwhile is looked after in the next pass. */
    private void store(ShelfNote before, ShelfNote now) {
        boolean dueAgain = kept(before).dueAt().isAfter(before.dueAt());
        notes.store(dueAgain ? now.dueAt(clock.instant()) : now);
    }
}
