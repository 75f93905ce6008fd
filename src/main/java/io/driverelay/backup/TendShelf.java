package io.driverelay.backup;

import io.driverelay.connection.Connection;
import io.driverelay.drive.DriveFault;
import io.driverelay.refusal.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * What is done about a home's backups without being asked: its rule of retention is kept, a few deletions at a time, and what lies there
 * undescribed is described.
 */
public final class TendShelf {
    /** Of one home in one pass: a rule that was a slip is noticed before it has cleared the shelf. */
    private static final int MOST_DELETED = 5;

    private static final System.Logger LOG = System.getLogger(TendShelf.class.getName());

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
     * @param more whether there is more to do, or what was described now is still to be counted
     */
    public record Tended(int backups, long bytes, boolean more) {}

    /** What the rule would delete now, the oldest first, and what it would leave. */
    public record Plan(List<ShelvedBackup> deleted, List<ShelvedBackup> kept) {
        private static Plan of(Connection connection, Shelf shelf, Instant now) {
            List<ShelvedBackup> deleted = RetentionPlan.of(connection, shelf, now);
            return new Plan(
                    deleted,
                    shelf.backups().stream()
                            .filter(backup -> !deleted.contains(backup))
                            .toList());
        }
    }

    /** @throws DriveFault when the drive cannot be called now */
    public Plan plan(Connection connection) {
        return Plan.of(connection, list.read(connection), clock.instant());
    }

    /** @throws DriveFault when the drive cannot be called now */
    public Tended tend(Connection connection) {
        Shelf shelf = list.read(connection);
        Plan plan = Plan.of(connection, shelf, clock.instant());
        int deleted = 0;
        for (ShelvedBackup backup :
                plan.deleted().subList(0, Math.min(MOST_DELETED, plan.deleted().size()))) {
            deleted += isDeleted(connection, backup) ? 1 : 0;
        }
        List<ShelvedBackup> left =
                plan.deleted().subList(deleted, plan.deleted().size());
        long bytes = bytes(plan.kept()) + bytes(left);
        boolean described = describe.describe(connection, shelf) > 0;
        boolean more = deleted == MOST_DELETED && !left.isEmpty();
        return new Tended(plan.kept().size() + left.size(), bytes, more || described);
    }

    /** One that something else is done with just now waits for the next time, and the younger ones with it. */
    private boolean isDeleted(Connection connection, ShelvedBackup backup) {
        try {
            delete.deleteOne(connection, backup);
            LOG.log(
                    System.Logger.Level.INFO,
                    "event=backup-expired connection={0} backup={1}",
                    connection.id(),
                    backup.id());
            return true;
        } catch (Refused refused) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "event=backup-not-expired connection={0} backup={1} code={2}",
                    connection.id(),
                    backup.id(),
                    refused.code());
            return false;
        }
    }

    private static long bytes(List<ShelvedBackup> backups) {
        return backups.stream()
                .mapToLong(backup -> backup.content().sizeBytes())
                .sum();
    }
}
