package io.driverelay.backup;

import io.driverelay.connection.Connection;
import io.driverelay.connection.Retention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which backups a home's rule lets go now. Good is one whose content is as large as its description says, and which this home made; only good
 * ones are counted and deleted, and the newest of them never is.
 *
 * @param deleted the oldest first; a double follows the one that it is a double of, for it is listed once that is gone
 * @param kept what is listed afterwards, the newest first
 */
public record RetentionPlan(List<ShelvedBackup> deleted, List<ShelvedBackup> kept) {
    private static final Comparator<ShelvedBackup> NEWEST_FIRST =
            Comparator.comparing(ShelvedBackup::provenDate).reversed().thenComparing(ShelvedBackup::id);

    public RetentionPlan {
        deleted = List.copyOf(deleted);
        kept = List.copyOf(kept);
    }

    /** Nothing is deleted where not every description could be read. */
    static RetentionPlan of(Connection connection, Shelf shelf, Instant now) {
        List<ShelvedBackup> listed = new ArrayList<>(shelf.backups());
        List<ShelvedBackup> deleted = new ArrayList<>();
        List<ShelvedBackup> doubles = new ArrayList<>(
                shelf.remains().stream().filter(ShelvedBackup::isWhole).toList());
        List<ShelvedBackup> gone = shelf.isAllRead() ? letGo(connection, listed, now) : List.of();
        while (!gone.isEmpty()) {
            deleted.addAll(gone);
            listed.removeAll(gone);
            gone.forEach(backup -> takeDouble(doubles, backup.id(), listed));
            gone = letGo(connection, listed, now);
        }
        listed.sort(ShelvedBackup.NEWEST_FIRST);
        return new RetentionPlan(deleted, listed);
    }

    private static void takeDouble(List<ShelvedBackup> doubles, String id, List<ShelvedBackup> listed) {
        doubles.stream()
                .filter(other -> other.id().equals(id))
                .findFirst()
                .filter(doubles::remove)
                .ifPresent(listed::add);
    }

    private static List<ShelvedBackup> letGo(Connection connection, List<ShelvedBackup> listed, Instant now) {
        Retention rule = connection.retention();
        if (rule == null) {
            return List.of();
        }
        List<ShelvedBackup> counted = listed.stream()
                .filter(ShelvedBackup::isGood)
                .filter(backup -> isOf(connection, backup))
                .filter(backup ->
                        rule.of() == Retention.Of.ALL || backup.traits().automatic())
                .sorted(NEWEST_FIRST)
                .toList();
        return IntStream.range(0, counted.size())
                .filter(place -> letsGo(rule, place, counted.get(place), now))
                .mapToObj(counted::get)
                .sorted(Comparator.comparing(ShelvedBackup::provenDate))
                .toList();
    }

    /** @param place among those that are counted, the newest is 0 */
    private static boolean letsGo(Retention rule, int place, ShelvedBackup backup, Instant now) {
        boolean beyond = rule.keepCopies() == null || place >= rule.keepCopies();
        boolean old = rule.age()
                .map(age -> backup.provenDate().isBefore(now.minus(age)))
                .orElse(true);
        return rule.deletes() && place > 0 && beyond && old;
    }

    private static boolean isOf(Connection connection, ShelvedBackup backup) {
        String madeBy = backup.traits().instanceId();
        return madeBy == null || connection.instanceId() == null || madeBy.equals(connection.instanceId());
    }
}
