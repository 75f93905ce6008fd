package io.driverelay.backup;

import io.driverelay.backup.BackupCatalogue.Entry;
import io.driverelay.backup.ShelfProblem.Kind;
import io.driverelay.drive.DriveItem;
import io.driverelay.upload.BackupDescription;
import io.driverelay.upload.BackupDescription.Invalid;
import io.driverelay.upload.BackupDescription.Valid;
import io.driverelay.upload.BackupDescriptions;
import io.driverelay.upload.BackupMetadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was found in a folder becomes backups, and problems. */
final class Sorting {
    /**
     * Of two that describe one backup the whole one counts that was there first: one that comes later must not hide it. By its name where
     * nothing else tells.
     */
    private static final Comparator<ShelvedBackup> TRUE_FIRST = Comparator.comparing(
                    (ShelvedBackup backup) -> !backup.isGood())
            .thenComparing(Sorting::time)
            .thenComparing(backup -> backup.description().name());

    private final FolderContents contents;
    private final BackupDescriptions descriptions;
    private final List<ShelfProblem> problems;
    private final List<ShelvedBackup> whole = new ArrayList<>();
    private final List<ShelvedBackup> remains = new ArrayList<>();

    Sorting(FolderContents contents, BackupDescriptions descriptions) {
        this.contents = contents;
        this.descriptions = descriptions;
        this.problems = new ArrayList<>(contents.problems());
    }

    /** @param read empty where it could not be read */
    void add(DriveItem file, Optional<Entry> read) {
        DriveItem content = contents.takeContentOf(file);
        if (file.sizeBytes() > BackupDescriptions.LARGEST_BYTES) {
            unusable(file, content, Kind.DESCRIPTION_TOO_LARGE, "it has " + file.sizeBytes() + " bytes");
        } else if (read.isEmpty()) {
            unusable(file, content, Kind.DESCRIPTION_NOT_READ, null);
        } else if (read.get().text() == null) {
            unusable(file, content, Kind.DESCRIPTION_INVALID, "it is not UTF-8");
        } else {
            add(file, content, descriptions.check(read.get().text()));
        }
    }

    /** A file is one problem: that of the description, in whose words it is that its content is missing, too. */
    private void unusable(DriveItem file, DriveItem content, Kind kind, String detail) {
        String missing = content == null ? "its content is missing" : null;
        problem(
                file,
                kind,
                Stream.of(detail, missing)
                        .filter(Objects::nonNull)
                        .reduce((one, other) -> one + "; " + other)
                        .orElse(null));
    }

    private void add(DriveItem file, DriveItem content, BackupDescription described) {
        if (described instanceof Invalid invalid) {
            unusable(file, content, Kind.DESCRIPTION_INVALID, words(invalid));
            return;
        }
        if (content == null) {
            problem(file, Kind.CONTENT_MISSING, null);
        }
        BackupMetadata metadata = ((Valid) described).metadata();
        var found = new ShelvedBackup(metadata, descriptions.traits(metadata), file, content);
        (content == null ? remains : whole).add(found);
    }

    /** @param moving whether a content that nothing describes is still being delivered */
    Shelf shelf(Predicate<DriveItem> moving) {
        List<DriveItem> orphans =
                contents.undescribed().stream().filter(tar -> !moving.test(tar)).toList();
        orphans.forEach(tar -> problem(tar, Kind.DESCRIPTION_MISSING, null));
        Map<String, ShelvedBackup> byId = new LinkedHashMap<>();
        whole.sort(TRUE_FIRST);
        for (ShelvedBackup backup : whole) {
            if (byId.putIfAbsent(backup.id(), backup) != null) {
                problem(backup.description(), Kind.DUPLICATE, null);
                remains.add(backup);
            }
        }
        problems.sort(Comparator.comparing(ShelfProblem::name));
        return new Shelf(
                byId.values().stream().sorted(ShelvedBackup.NEWEST_FIRST).toList(), remains, problems, orphans);
    }

    private void problem(DriveItem file, Kind kind, String detail) {
        problems.add(new ShelfProblem(file.name(), kind, detail));
    }

    private static String words(Invalid invalid) {
        return invalid.problems().stream()
                .limit(3)
                .map(problem -> (problem.pointer().isEmpty() ? "it" : problem.pointer()) + " " + problem.detail())
                .collect(Collectors.joining("; "));
    }

    private static Instant time(ShelvedBackup backup) {
        return Optional.ofNullable(backup.content().lastModified()).orElse(Instant.MAX);
    }
}
