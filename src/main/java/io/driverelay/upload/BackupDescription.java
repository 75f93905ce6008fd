package io.driverelay.upload;

import java.util.List;

/** What a text turned out to be that should describe a backup. */
public sealed interface BackupDescription {
    /** Home Assistant can read it. */
    record Valid(BackupMetadata metadata) implements BackupDescription {}

    /** Home Assistant could not, and would show no backup at all as long as it lies there. */
    record Invalid(List<Problem> problems) implements BackupDescription {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /**
     * @param pointer the JSON pointer of its place, empty for the whole
     * @param detail goes on from it: "must be …", "is missing"
     */
    record Problem(String pointer, String detail) {}
}
