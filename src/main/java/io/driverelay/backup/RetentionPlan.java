package io.driverelay.backup;

import io.driverelay.connection.Connection;
import io.driverelay.connection.Retention;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which backups a home's rule lets go. Good is one whose content is as large as its description says, and which this home made; only good ones
 * are counted and deleted, and the newest of them never is.
 */
final class RetentionPlan {
    private RetentionPlan() {}

    /** The oldest first; none where not every description could be read. */
    static List<ShelvedBackup> of(Connection connection, Shelf shelf, Instant now) {
        Retention rule = connection.retention();
        if (rule == null || !shelf.isAllRead()) {
            return List.of();
        }
        List<ShelvedBackup> counted = shelf.backups().stream()
                .filter(ShelvedBackup::isGood)
                .filter(backup -> isOf(connection, backup))
                .filter(backup ->
                        rule.of() == Retention.Of.ALL || backup.traits().automatic())
                .toList();
        return IntStream.range(0, counted.size())
                .filter(place -> letsGo(rule, place, counted.get(place), now))
                .mapToObj(counted::get)
                .sorted(Comparator.comparing(ShelvedBackup::date))
                .toList();
    }

    /** @param place among those that are counted, the newest is 0 */
    private static boolean letsGo(Retention rule, int place, ShelvedBackup backup, Instant now) {
        boolean beyond = rule.keepCopies() == null || place >= rule.keepCopies();
        boolean old =
                rule.age().map(age -> backup.date().isBefore(now.minus(age))).orElse(true);
        return rule.deletes() && place > 0 && beyond && old;
    }

    private static boolean isOf(Connection connection, ShelvedBackup backup) {
        String madeBy = backup.traits().instanceId();
        return madeBy == null || connection.instanceId() == null || madeBy.equals(connection.instanceId());
    }
}
