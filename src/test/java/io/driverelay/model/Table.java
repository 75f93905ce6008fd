package io.driverelay.model;

import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.Versioned;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** Records of one kind with their versions, as a container of blobs keeps them. */
final class Table<T> {
    private final Map<String, Versioned<T>> rows = new LinkedHashMap<>();
    private long lastTag;

    synchronized Optional<Versioned<T>> find(String name) {
        return Optional.ofNullable(rows.get(name));
    }

    synchronized Versioned<T> create(String name, T value) {
        Versioned<T> there = rows.get(name);
        return there == null ? put(name, value) : sameOrChanged(name, there, value);
    }

    synchronized Versioned<T> replace(String name, Versioned<T> changed) {
        Versioned<T> there = rows.get(name);
        if (there == null) {
            throw new ChangedMeanwhile(name);
        }
        return there.eTag().equals(changed.eTag())
                ? put(name, changed.value())
                : sameOrChanged(name, there, changed.value());
    }

    synchronized Versioned<T> put(String name, T value) {
        var written = new Versioned<>(value, "\"" + ++lastTag + "\"");
        rows.put(name, written);
        return written;
    }

    synchronized T merge(String name, T next, BinaryOperator<T> merge) {
        Versioned<T> there = rows.get(name);
        T merged = there == null ? next : merge.apply(there.value(), next);
        if (there == null || !merged.equals(there.value())) {
            put(name, merged);
        }
        return merged;
    }

    synchronized void delete(String name) {
        rows.remove(name);
    }

    synchronized boolean deleteVersion(String name, String eTag) {
        Versioned<T> there = rows.get(name);
        boolean same = there != null && there.eTag().equals(eTag);
        if (same) {
            rows.remove(name);
        }
        return same;
    }

    synchronized Map<String, T> values() {
        Map<String, T> values = new LinkedHashMap<>();
        rows.forEach((name, row) -> values.put(name, row.value()));
        return values;
    }

    synchronized List<Versioned<T>> all() {
        return List.copyOf(rows.values());
    }

    /** As the adapter does: a write that finds exactly what it writes was its own, whose answer was lost. */
    private Versioned<T> sameOrChanged(String name, Versioned<T> there, T value) {
        if (there.value().equals(value)) {
            return there;
        }
        throw new ChangedMeanwhile(name);
    }
}
