package io.driverelay.backup;

import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveItem;
import io.driverelay.store.Page;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A home's folder as it was found.
 *
 * @param backups whole ones, one for each id, the newest first
 * @param remains halves and doubles, which {@code problems} tell, too
 * @param orphans contents that nothing describes and no upload is on its way to, which {@code problems} tell, too
 */
public record Shelf(
        List<ShelvedBackup> backups,
        List<ShelvedBackup> remains,
        List<ShelfProblem> problems,
        List<DriveItem> orphans) {
    public Shelf {
        backups = List.copyOf(backups);
        remains = List.copyOf(remains);
        problems = List.copyOf(problems);
        orphans = List.copyOf(orphans);
    }

    /**
     * A part of the backups. A cursor works on, whatever came or went meanwhile.
     *
     * @param cursor where the page before ended, or null
     * @throws IllegalArgumentException where no page ever ended
     */
    public Page<ShelvedBackup> page(String cursor, int limit) {
        List<ShelvedBackup> rest = cursor == null ? backups : after(cursor);
        List<ShelvedBackup> page = rest.subList(0, Math.min(rest.size(), limit));
        boolean more = page.size() < rest.size();
        return new Page<>(page, more ? place(page.get(page.size() - 1)) : null);
    }

    /** Empty where it is not there. */
    Optional<ShelvedBackup> find(String backupId) {
        return backups.stream().filter(backup -> backup.id().equals(backupId)).findFirst();
    }

    /** Whether nothing is there that could not be read now. */
    boolean isAllRead() {
        return problems.stream().noneMatch(problem -> switch (problem.kind()) {
            case DESCRIPTION_NOT_READ, NOT_LISTED -> true;
            default -> false;
        });
    }

    /** @throws DriveFault where it may be one of those that could not be read now */
    void requireAllRead() {
        if (!isAllRead()) {
            throw new DriveFault(DriveFault.Kind.UNREACHABLE, "not every description could be read");
        }
    }

    private List<ShelvedBackup> after(String cursor) {
        String[] parts = cursor.split(" ", 2);
        try {
            Instant date = Instant.parse(parts[0]);
            String id = parts[1];
            return backups.stream()
                    .filter(backup -> backup.date().isBefore(date)
                            || (backup.date().equals(date) && backup.id().compareTo(id) > 0))
                    .toList();
        } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("no place in this list", e);
        }
    }

    private static String place(ShelvedBackup last) {
        return last.date() + " " + last.id();
    }
}
