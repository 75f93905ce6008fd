package io.driverelay.azure;

import com.azure.storage.blob.models.BlobItem;
import io.driverelay.drive.Pauses;
import io.driverelay.store.Ids;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A pause as a blob {@code pauses/<whom>.json}; the name is hashed where it is not a plain one. One that cannot be read is none. */
public final class BlobPauses implements Pauses {
    private static final EventLog EVENTS = new EventLog();

    private final JsonBlobs<Pause> blobs;
    private final Marks<Pause, Pause> marks;

    record Pause(String whom, Instant notBefore) {
        Pause {
            Objects.requireNonNull(whom, "whom");
            Objects.requireNonNull(notBefore, "notBefore");
        }
    }

    public BlobPauses(StorageClients clients) {
        this.blobs = new JsonBlobs<>(clients, "pauses", Pause.class, new Json());
        this.marks = new Marks<>(blobs::find, BlobPauses::read, pause -> pause);
    }

    @Override
    public Optional<Instant> notBefore(String whom) {
        return blobs.findReadable(name(whom)).map(Pause::notBefore);
    }

    @Override
    public Map<String, Instant> all() {
        Map<String, Instant> all = new HashMap<>();
        blobs.visit(
                "",
                items -> marks.of(items, BlobPauses::unreadable)
                        .forEach(pause -> all.put(pause.whom(), pause.notBefore())));
        return all;
    }

    @Override
    public void pauseUntil(String whom, Instant notBefore) {
        blobs.merge(
                name(whom),
                new Pause(whom, notBefore),
                (before, next) -> before.notBefore().isBefore(next.notBefore()) ? next : before,
                BlobPauses::write);
    }

    private static Map<String, String> write(Pause pause) {
        return Metadata.empty()
                .withText("whom", pause.whom())
                .with("until", pause.notBefore())
                .asMap();
    }

    private static Pause read(BlobItem item) {
        Metadata metadata = Metadata.of(item);
        if (!metadata.has("whom") || !metadata.has("until")) {
            throw new IllegalArgumentException("no mark");
        }
        return new Pause(metadata.text("whom"), metadata.time("until"));
    }

    private static void unreadable(String name) {
        EVENTS.write(Event.RECORD_UNREADABLE.line().with(Text.RECORD, name));
    }

    private static String name(String whom) {
        return (whom.matches("[A-Za-z0-9!_-]{1,100}") ? whom : Ids.derivedFrom(whom)) + ".json";
    }
}
