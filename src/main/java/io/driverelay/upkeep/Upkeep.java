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
import io.driverelay.upload.UploadMark;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
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
        var tally = new PassTally(began);
        Note last = lastNote();
        var named = new NamedOnce();
        Progress before = part("before-reading", last.before(), () -> {
            var looks = Looks.after(last.before(), yard.now());
            List<Step> steps = List.of(
                    new LostTickets(yard),
                    new ForgottenCommits(yard, forgotten, looks),
                    new EndsByTime(yard),
                    new Untold(yard));
            var work = new Work("before-reading", tally, named, began.plus(limits.beforeReading()));
            return work.each(work.due(steps, tally::seen), last.before(), looks);
        });
        Predicate<String> isHome = read(began.plus(limits.reading()), named);
        var told = new ToldUploads(isHome, last.toldUntil(), began);
        Progress after = part("after-reading", last.after(), () -> {
            var looks = Looks.after(last.after(), yard.now());
            List<Step> steps = List.of(
                    new WakesForSpace(yard, readings.statuses()), new WakesForSignIn(yard), new Leftovers(yard, looks));
            var work = new Work("after-reading", tally, named, began.plus(limits.time()));
            DueWork due = work.due(steps, told::seen);
            told.all();
            return work.each(due, last.after(), looks);
        });
        safely("shelves", () -> readings.shelves().pass(began.plus(limits.time()), named));
        safely("sign-in-links", () -> signIns.deleteExpired(yard.now()));
        safely("note", () -> notes.store(new Note(before, after, told.until())));
        tally.tell(yard.now(), limits.time());
    }

    /** Whose id is a home's; where that is not known, everybody's. */
    private Predicate<String> read(Instant until, NamedOnce named) {
        try {
            return readings.drives().checkAll(until, named)::contains;
        } catch (RuntimeException e) {
            EVENTS.write(Event.UPKEEP_FAILED.line().with(Text.PART, "reading").because(e));
            return id -> true;
        }
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

    /** One of the two parts in which uploads are looked after. */
    private final class Work {
        private final String part;
        private final PassTally tally;
        private final NamedOnce named;
        private final Instant end;

        Work(String part, PassTally tally, NamedOnce named, Instant end) {
            this.part = part;
            this.tally = tally;
            this.named = named;
            this.end = end;
        }

        DueWork due(List<Step> steps, Consumer<UploadMark> seen) {
            var due = new DueWork(steps);
            yard.uploads().visit(seen.andThen(due::add), named);
            return due;
        }

        Progress each(DueWork due, Progress last, Looks looks) {
            var rounds = new Rounds(limits.homesAtOnce(), () -> !yard.now().isBefore(end), task -> take(task, looks));
            Age from = rounds.work(due.homes(), last.from());
            if (from != null) {
                tally.ranOutOfTime();
                EVENTS.write(
                        Event.UPKEEP_OUT_OF_TIME.line().with(Text.PART, part).with(Time.FROM_AT, from.openedAt()));
            }
            return new Progress(from == null ? looks.now() : last.lookedUntil(), from, looks.failed());
        }

        private void take(HomeWork.Task task, Looks looks) {
            try {
                task.step().take(task.mark());
                tally.took(task.step());
            } catch (UnreadableRecord e) {
                named.accept(e.record());
            } catch (ChangedMeanwhile e) {
                // another wrote meanwhile: the next pass looks again
            } catch (RuntimeException e) {
                looks.again(task.mark());
                tally.failed();
                EVENTS.write(Event.UPKEEP_FAILED
                        .line()
                        .with(Text.PART, task.step().counted().member())
                        .with(Text.UPLOAD_ID, task.mark().uploadId())
                        .with(Text.CONNECTION_ID, task.mark().connectionId())
                        .because(e));
            }
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
