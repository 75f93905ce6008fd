package io.driverelay.connection;

import io.driverelay.drive.DriveFault;
import io.driverelay.store.Recently;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * Notes faults, best effort: of a connection one of a kind a minute, and so many a minute in all, so that a service that fails everybody does not
 * become as many writes.
 */
public final class FaultNoting {
    private static final EventLog EVENTS = new EventLog();
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final int MOST = 60;

    /** What belongs to the day's work: something is not there, or stands elsewhere. Where records fail, nothing can be noted. */
    private static final Set<DriveFault.Kind> USUAL = EnumSet.of(
            DriveFault.Kind.NOT_FOUND,
            DriveFault.Kind.NAME_TAKEN,
            DriveFault.Kind.CHANGED,
            DriveFault.Kind.ELSEWHERE,
            DriveFault.Kind.CUT_OFF,
            DriveFault.Kind.RECORDS);

    private final FaultNotes notes;
    private final Recently noted;
    private final Clock clock;

    public FaultNoting(FaultNotes notes, Clock clock) {
        this.notes = notes;
        this.noted = new Recently(WITHIN, clock);
        this.clock = clock;
    }

    void note(String connectionId, DriveFault fault) {
        String what = connectionId + " " + fault.kind();
        if (USUAL.contains(fault.kind()) || noted.was(what) || noted.size() >= MOST) {
            return;
        }
        noted.note(what);
        NotedFault now = NotedFault.of(fault, clock.instant());
        EVENTS.write(Event.DRIVE_CALL_FAILED
                .of(connectionId)
                .with(Text.FAULT, fault.kind())
                .with(Text.DETAIL, now.words()));
        try {
            notes.add(connectionId, now);
        } catch (StorageUnavailable e) {
            // best effort
        }
    }
}
