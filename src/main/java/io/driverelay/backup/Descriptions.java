package io.driverelay.backup;

import io.driverelay.backup.BackupCatalogue.Entry;
import io.driverelay.drive.ByteRange;
import io.driverelay.drive.DownloadUrl;
import io.driverelay.drive.Drive;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveItem;
import io.driverelay.drive.FolderPage.Child;
import io.driverelay.store.Abreast;
import io.driverelay.upload.BackupDescriptions;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Descriptions read off a drive, several at once, but for those that a catalogue knows. */
final class Descriptions {
    private static final ByteRange WHOLE = ByteRange.at(0, BackupDescriptions.LARGEST_BYTES);
    private static final int AT_ONCE = 32;
    private static final int MOST_READ = 1_000;
    /** Of what is held at once, the catalogue's part included. */
    private static final long MOST_BYTES = 16L << 20;

    private final Drive drive;
    private final Map<String, Entry> entries = new HashMap<>();
    private final AtomicReference<DriveFault> stop = new AtomicReference<>();
    private final AtomicReference<DriveFault> last = new AtomicReference<>();

    Descriptions(Drive drive) {
        this.drive = drive;
    }

    /** Reads what is not known. What one file does is that file's; {@link #fault} tells what is the whole drive's. */
    void read(List<Child> files, Function<DriveItem, Optional<Entry>> known) {
        List<Child> unknown = new ArrayList<>();
        long bytes = 0;
        for (Child file : files) {
            bytes += file.item().sizeBytes();
            Optional<Entry> entry = known.apply(file.item());
            entry.ifPresent(there -> entries.put(there.itemId(), there));
            if (entry.isEmpty() && unknown.size() < MOST_READ && bytes <= MOST_BYTES) {
                unknown.add(file);
            }
        }
        Abreast.map(AT_ONCE, unknown, this::readOne).stream()
                .flatMap(Optional::stream)
                .forEach(entry -> entries.put(entry.itemId(), entry));
        if (entries.isEmpty() && unknown.size() > 1) {
            stop.compareAndSet(null, last.get());
        }
    }

    /** Why there is no list now: the drive asked to be left alone, or gave none of several. What came until then is there. */
    Optional<DriveFault> fault() {
        return Optional.ofNullable(stop.get());
    }

    /** Empty where it was not read. */
    Optional<Entry> of(DriveItem file) {
        return Optional.ofNullable(entries.get(file.id()));
    }

    BackupCatalogue catalogue(BackupCatalogue before, List<Child> files) {
        return before.withEntries(files.stream()
                .map(file -> entries.get(file.item().id()))
                .filter(entry -> entry != null && entry.eTag() != null)
                .toList());
    }

    private Optional<Entry> readOne(Child file) {
        if (stop.get() != null) {
            return Optional.empty();
        }
        try {
            byte[] bytes = bytes(file);
            return Optional.of(new Entry(file.item().id(), file.item().eTag(), text(bytes)));
        } catch (DriveFault fault) {
            if (isOfAll(fault)) {
                stop.compareAndSet(null, fault);
            } else if (fault.kind() != DriveFault.Kind.NOT_FOUND) {
                last.set(fault);
            }
            return Optional.empty();
        }
    }

    private static boolean isOfAll(DriveFault fault) {
        return fault.retryAfter().isPresent()
                || !fault.kind().isOfDrive()
                || fault.kind() == DriveFault.Kind.CUT_OFF
                || fault.kind() == DriveFault.Kind.THROTTLED;
    }

    /** The address that came with the list may be over, and the line may break once. */
    private byte[] bytes(Child file) {
        Optional<DownloadUrl> listed = file.download();
        if (listed.isPresent()) {
            try {
                return drive.read(listed.get(), WHOLE);
            } catch (DriveFault fault) {
                if (isOfAll(fault)) {
                    throw fault;
                }
            }
        }
        return drive.read(drive.downloadUrl(file.item().id()), WHOLE);
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
