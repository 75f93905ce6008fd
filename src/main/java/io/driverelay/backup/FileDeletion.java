package io.driverelay.backup;

import io.driverelay.drive.Deletion;
import java.util.Optional;

/** How the deletion of one of several files ended. */
public sealed interface FileDeletion {
    /** @param where it went; empty where there was nothing */
    record Done(Optional<Deletion> where) implements FileDeletion {}

    /** @param why a refusal, or a fault of drive or storage */
    record NotDone(RuntimeException why) implements FileDeletion {}
}
