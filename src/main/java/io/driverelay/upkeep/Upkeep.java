package io.driverelay.upkeep;

import io.driverelay.connection.SignIns;
import io.driverelay.status.CheckDrives;
import io.driverelay.status.DriveStatuses;
import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.store.UnreadableRecord;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Dimension.Time;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.upkeep.PassNotes.Note;
import io.driverelay.upkeep.PassNotes.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * One pass: lost tickets and the ends by time, then the drives are read, then what their readings allow. Only uploads that are alive are
 * looked at. It ends in time, and the next one goes on from there; two at once do no harm, since each step reads before it writes.
 */
public final class Upkeep {
    private static final EventLog EVENTS = new EventLog();

    private final Yard yard;
    private final ForgottenCommits.Content forgotten;
    private final Readings readings;
    private final SignIns signIns;
    private final PassNotes notes;
    private final PassLimits limits;

    /** Who reads the drives, what was read, and who looks after what lies there. */
    public record Readings(CheckDrives drives, DriveStatuses statuses, TendShelves shelves) {}

    public Upkeep(
            Yard yard,
            ForgottenCommits.Content forgotten,
            Readings readings,
            SignIns signIns,
            PassNotes notes,
            PassLimits limits) {
        this.yard = yard;
        this.forgotten = forgotten;
        this.readings = readings;
        this.signIns = signIns;
        this.notes = notes;
        this.limits = limits;
    }

    /** Everything, in order; a part that fails is logged and does not hold up the next. */
    public void pass() {
        Instant began = yard.now();
        Note last = lastNote();
        Set<String> named = ConcurrentHashMap.newKeySet();
        Progress before = part("before-reading", last.before(), () -> {
            var looks = Looks.after(last.before(), yard.now());
            List<Step> steps = List.of(
                    new LostTickets(yard),
                    new ForgottenCommits(yard, forgotten, looks),
                    new EndsByTime(yard),
                    new Untold(yard));
            return each(steps, last.before(), looks, began.plus(limits.beforeReading()), named);
        });
        safely("reading", () -> readings.drives().checkAll(began.plus(limits.reading())));
        Progress after = part("after-reading", last.after(), () -> {
            var looks = Looks.after(last.after(), yard.now());
            List<Step> steps = List.of(
                    new WakesForSpace(yard, readings.statuses()), new WakesForSignIn(yard), new Leftovers(yard, looks));
            return each(steps, last.after(), looks, began.plus(limits.time()), named);
        });
        safely("shelves", () -> readings.shelves().pass(began.plus(limits.time())));
        safely("sign-in-links", () -> signIns.deleteExpired(yard.now()));
        safely("note", () -> notes.store(new Note(before, after)));
    }

    private Note lastNote() {
        try {
            return notes.last().orElse(Note.NONE);
        } catch (StorageUnavailable e) {
            EVENTS.write(Event.UPKEEP_NOTE_NOT_READ.line());
            return Note.NONE;
        }
    }

    /** What fails as a whole has not got on. */
    private static Progress part(String name, Progress last, Supplier<Progress> part) {
        try {
            return part.get();
        } catch (RuntimeException e) {
            EVENTS.write(Event.UPKEEP_FAILED.line().with(Text.PART, name).because(e));
            return last;
        }
    }

    private Progress each(List<Step> steps, Progress last, Looks looks, Instant end, Set<String> named) {
        var due = new DueWork(steps);
        yard.uploads().visit(due::add, name -> nameOnce(named, name));
        var rounds =
                new Rounds(limits.homesAtOnce(), () -> !yard.now().isBefore(end), task -> take(task, looks, named));
        Age from = rounds.work(due.homes(), last.from());
        if (from != null) {
            EVENTS.write(Event.UPKEEP_OUT_OF_TIME.line().with(Time.FROM_AT, from.openedAt()));
        }
        return new Progress(from == null ? looks.now() : last.lookedUntil(), from, looks.failed());
    }

    private static void take(HomeWork.Task task, Looks looks, Set<String> named) {
        try {
            task.step().take(task.mark());
        } catch (UnreadableRecord e) {
            nameOnce(named, e.record());
        } catch (ChangedMeanwhile e) {
            // another wrote meanwhile: the next pass looks again
        } catch (RuntimeException e) {
            looks.again(task.mark());
            EVENTS.write(Event.UPKEEP_FAILED
                    .line()
                    .with(Text.PART, task.step().getClass().getSimpleName())
                    .with(Text.UPLOAD_ID, task.mark().uploadId())
                    .with(Text.CONNECTION_ID, task.mark().connectionId())
                    .because(e));
        }
    }

    private static void nameOnce(Set<String> named, String record) {
        if (named.add(record)) {
            EVENTS.write(Event.RECORD_UNREADABLE.line().with(Text.RECORD, record));
        }
    }

    private static void safely(String what, Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            EVENTS.write(Event.UPKEEP_FAILED.line().with(Text.PART, what).because(e));
        }
    }
}
