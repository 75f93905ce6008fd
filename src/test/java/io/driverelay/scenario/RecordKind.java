package io.driverelay.scenario;

import io.driverelay.backup.BackupCatalogue;
import io.driverelay.connection.Connection;
import io.driverelay.connection.SignIns;
import io.driverelay.push.PushNote;
import io.driverelay.status.CheckPass;
import io.driverelay.status.DriveStatus;
import io.driverelay.status.LastBackup;
import io.driverelay.status.ShareNotes;
import io.driverelay.status.ShelfNote;
import io.driverelay.upkeep.PassNotes;
import io.driverelay.upload.Lane;
import io.driverelay.upload.Upload;
import java.util.Set;

/** Every kind of JSON that the relay keeps in storage: where it lies, and what it is read as. */
enum RecordKind {
    CONNECTION("connections", "[^/]+", Connection.class),
    DRIVE_CONNECTION("drive-connections", "[^/]+/[^/]+", ofAzure("DriveIndex$Entry")),
    PAUSE("pauses", "[^/]+", ofAzure("BlobPauses$Pause")),
    LANE("lanes", "[^/]+", Lane.class),
    COMMIT_NUMBER("commit-numbers", "[^/]+", ofAzure("BlobCommitNumbers$Last")),
    CATALOGUE("backup-catalogues", "[^/]+", BackupCatalogue.class),
    SIGN_IN_LINK("sign-ins", "links/[^/]+", SignIns.Link.class),
    UPLOAD("uploads", "[^/]+/[^/]+", Upload.class),
    ENDED_UPLOAD("ended-uploads", "[^/]+/[^/]+", Upload.class),
    ENDED_ENTRY("ended-uploads", "[^/]+/newest-first/[^/]+", ofAzure("EndedUploads$Entry")),
    SHELF("shelves", "[^/]+", ShelfNote.class),
    DRIVE_STATUS("status", "[0-9A-Z]{26}", DriveStatus.class),
    LAST_BACKUP("status", "[0-9A-Z]{26}\\.last-backup", LastBackup.class),
    FAULTS("status", "[0-9A-Z]{26}\\.faults", ofAzure("KeptFaults")),
    PASS("status", "pass", CheckPass.class),
    PASS_NOTE("status", "upkeep", PassNotes.Note.class),
    ROUND("status", "round", ShareNotes.Round.class),
    SHARE_REPORT("status", "share-[0-9]+", ShareNotes.Report.class),
    PUSH_NOTE("pushes", "[^/]+", PushNote.class);

    /** What whoever needs it writes anew by itself, where it cannot be read. */
    private static final Set<RecordKind> WRITTEN_ANEW = Set.of(DRIVE_STATUS, PUSH_NOTE, FAULTS);

    final String container;
    final Class<?> type;
    private final String name;

    RecordKind(String container, String name, Class<?> type) {
        this.container = container;
        this.name = name + "\\.json";
        this.type = type;
    }

    boolean isOf(String inContainer, String blob) {
        return container.equals(inContainer) && blob.matches(name);
    }

    boolean isWrittenAnew() {
        return WRITTEN_ANEW.contains(this);
    }

    /** Where it has a word of an enum; the kinds of noted faults are kept as texts. */
    Set<String> words() {
        return switch (this) {
            case FAULTS -> Set.of("/faults/kind");
            // of the same type as those under way, and read by the same adapter
            case ENDED_UPLOAD -> Set.of("/standing/state");
            default -> RecordShape.words(type);
        };
    }

    private static Class<?> ofAzure(String name) {
        try {
            return Class.forName("io.driverelay.azure." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
