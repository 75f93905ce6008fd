package io.driverelay.backup;

import io.driverelay.connection.Connection;
import io.driverelay.drive.DriveFault;
import io.driverelay.refusal.Refused;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What is done about a home's backups without being asked: its rule of retention is kept, a few deletions at a time, and what lies there
 * undescribed is described.
 */
public final class TendShelf {
    /** Of one home at a time: a rule that was a slip is noticed before it has cleared the shelf. */
    private static final int MOST_DELETED = 5;

    /** Some may stay, whatever the rule says: the younger ones need not wait for them. */
    private static final int MOST_TRIED = 20;

    private static final EventLog EVENTS = new EventLog();

    private final ListBackups list;
    private final DeleteBackup delete;
    private final DescribeOrphans describe;
    private final Clock clock;

    public TendShelf(ListBackups list, DeleteBackup delete, DescribeOrphans describe, Clock clock) {
        this.list = list;
        this.delete = delete;
        this.describe = describe;
        this.clock = clock;
    }

    /**
     * What lies there afterwards.
     *
     * @param backups whole ones
     * @param bytes of their contents
     * @param more whether there is more to describe, or what was described now is still to be counted
     * @param fault for which the drive was left alone before all was done; null where it was not
     */
    public record Tended(int backups, long bytes, boolean more, DriveFault fault) {}

    /** @throws DriveFault when the drive cannot be called now */
    public RetentionPlan plan(Connection connection) {
        return RetentionPlan.of(connection, list.read(connection), clock.instant());
    }

    /**
     * @param mayDelete asked before the first deletion, and only where there is something to delete
     * @throws DriveFault when the folder cannot be read now
     */
    public Tended tend(Connection connection, BooleanSupplier mayDelete) {
        Shelf shelf = list.read(connection);
        RetentionPlan plan = RetentionPlan.of(connection, shelf, clock.instant());
        List<ShelvedBackup> left = new ArrayList<>(shelf.backups());
        try {
            if (!plan.deleted().isEmpty() && mayDelete.getAsBoolean()) {
                plan.deleted().stream()
                        .limit(MOST_TRIED)
                        .filter(backup -> isDeleted(connection, backup))
                        .limit(MOST_DELETED)
                        .forEach(left::remove);
            }
            boolean more = describe.describe(connection, shelf);
            return new Tended(left.size(), bytes(left), more, null);
        } catch (DriveFault fault) {
            // what was counted is known all the same
            return new Tended(left.size(), bytes(left), false, fault);
        }
    }

    /** One that something else is done with just now, or that fails, waits for the next time. */
    private boolean isDeleted(Connection connection, ShelvedBackup backup) {
        try {
            delete.deleteOne(connection, backup);
            EVENTS.write(Event.BACKUP_EXPIRED.of(connection.id()).with(Text.BACKUP_ID, backup.id()));
            return true;
        } catch (Refused refused) {
            tellNotExpired(connection, backup, refused.code());
        } catch (DriveFault fault) {
            tellNotExpired(connection, backup, fault.kind());
            if (!fault.mayBeOfOneItem()) {
                throw fault;
            }
        }
        return false;
    }

    private static void tellNotExpired(Connection connection, ShelvedBackup backup, Enum<?> why) {
        EVENTS.write(Event.BACKUP_NOT_EXPIRED
                .of(connection.id())
                .with(Text.BACKUP_ID, backup.id())
                .with(Text.REASON, why));
    }

    private static long bytes(List<ShelvedBackup> backups) {
        return backups.stream()
                .mapToLong(backup -> backup.content().sizeBytes())
                .sum();
    }
}
