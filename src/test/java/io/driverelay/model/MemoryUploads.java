package io.driverelay.model;

import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.Page;
import io.driverelay.store.Versioned;
import io.driverelay.upload.Upload;
import io.driverelay.upload.UploadMark;
import io.driverelay.upload.Uploads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Upload records in memory. */
final class MemoryUploads implements Uploads {
    private static final String ENDED = "ended";

    private final Effects effects;
    private final Consumer<Upload> written;
    private final Table<Upload> table = new Table<>();
    private final Table<Upload> ended = new Table<>();

    /** @param written is shown every record as it was written */
    MemoryUploads(Effects effects, Consumer<Upload> written) {
        this.effects = effects;
        this.written = written;
    }

    @Override
    public Optional<Versioned<Upload>> find(String connectionId, String uploadId) {
        String name = name(connectionId, uploadId);
        return effects.read(
                "Uploads.find",
                () -> table.find(name).or(() -> ended.find(name).map(found -> new Versioned<>(found.value(), ENDED))));
    }

    @Override
    public Optional<Upload> findEnded(String connectionId, String uploadId) {
        return effects.read(
                "Uploads.findEnded",
                () -> ended.find(name(connectionId, uploadId)).map(Versioned::value));
    }

    @Override
    public Versioned<Upload> create(Upload upload) {
        return effects.write("Uploads.create", () -> shown(table.create(name(upload), upload)));
    }

    @Override
    public Versioned<Upload> replace(Versioned<Upload> changed) {
        return changed.eTag().equals(ENDED)
                ? create(changed.value())
                : effects.write("Uploads.replace", () -> shown(table.replace(name(changed.value()), changed)));
    }

    @Override
    public List<UploadMark> list(String connectionId) {
        return effects.read(
                "Uploads.list",
                () -> alive().stream()
                        .filter(upload -> upload.order().connectionId().equals(connectionId))
                        .map(UploadMark::of)
                        .toList());
    }

    @Override
    public void visit(Consumer<UploadMark> visitor, Consumer<String> unreadable) {
        effects.read("Uploads.visit", () -> alive().stream().map(UploadMark::of).toList())
                .forEach(visitor);
    }

    /** In two steps, as the adapter does. */
    @Override
    public void end(Versioned<Upload> read) {
        if (read.eTag().equals(ENDED)) {
            return;
        }
        String name = name(read.value());
        effects.write(
                "Uploads.end",
                () -> ended.merge(
                        name,
                        read.value(),
                        (before, next) ->
                                before.times().openedAt().isAfter(next.times().openedAt()) ? before : next));
        effects.write("Uploads.end, the second half", () -> {
            if (!table.deleteVersion(name, read.eTag()) && table.find(name).isPresent()) {
                throw new ChangedMeanwhile(name);
            }
        });
    }

    @Override
    public Page<UploadMark> ended(String connectionId, String cursor, int limit) {
        List<UploadMark> newestFirst = effects.read("Uploads.ended", ended::all).stream()
                .map(Versioned::value)
                .filter(upload -> upload.order().connectionId().equals(connectionId))
                .map(UploadMark::of)
                .sorted(Comparator.comparing(UploadMark::openedAt).reversed().thenComparing(UploadMark::uploadId))
                .toList();
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int to = Math.min(newestFirst.size(), from + limit);
        return new Page<>(newestFirst.subList(from, to), to < newestFirst.size() ? Integer.toString(to) : null);
    }

    /** What the harness looks at; no call of a port. */
    List<Upload> all() {
        List<Upload> all = new ArrayList<>(alive());
        Set<String> names = all.stream().map(MemoryUploads::name).collect(Collectors.toSet());
        ended.all().stream()
                .map(Versioned::value)
                .filter(upload -> !names.contains(name(upload)))
                .forEach(all::add);
        return all;
    }

    private List<Upload> alive() {
        return table.all().stream().map(Versioned::value).toList();
    }

    private Versioned<Upload> shown(Versioned<Upload> now) {
        written.accept(now.value());
        return now;
    }

    private static String name(Upload upload) {
        return name(upload.order().connectionId(), upload.id());
    }

    private static String name(String connectionId, String uploadId) {
        return connectionId + "/" + uploadId;
    }
}
