package io.driverelay.backup;

import io.driverelay.drive.DriveFault;
import io.driverelay.refusal.Refused;
import io.driverelay.store.StorageUnavailable;
import io.driverelay.upload.Destination;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** Several deletions, some at the same time: what is not one file's own matter ends those that have not begun. */
final class DeletionRun {
    private final DeletableFiles files;
    private final Clock clock;
    private final Instant until;
    private final AtomicReference<RuntimeException> end = new AtomicReference<>();

    DeletionRun(DeletableFiles files, Clock clock, Instant until) {
        this.files = files;
        this.clock = clock;
        this.until = until;
    }

    FileDeletion delete(Destination path) {
        if (!clock.instant().isBefore(until)) {
            end.compareAndSet(null, new DriveFault(DriveFault.Kind.TOO_SLOW, "time was up before all were deleted"));
        }
        if (end.get() != null) {
            return new FileDeletion.NotDone(end.get());
        }
        try {
            return new FileDeletion.Done(files.delete(path));
        } catch (Refused refused) {
            return new FileDeletion.NotDone(refused);
        } catch (DriveFault fault) {
            return notDone(fault, fault.mayBeOfOneItem());
        } catch (StorageUnavailable unavailable) {
            return notDone(unavailable, false);
        }
    }

    /** @throws DriveFault what ended it, so that a drive's wish to be left alone is kept */
    boolean requireUntroubled() {
        if (end.get() instanceof DriveFault fault) {
            throw fault;
        }
        return true;
    }

    private FileDeletion notDone(RuntimeException why, boolean isItsOwn) {
        if (!isItsOwn) {
            end.compareAndSet(null, why);
        }
        return new FileDeletion.NotDone(why);
    }
}
