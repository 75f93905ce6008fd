package io.driverelay.connection;

import io.driverelay.store.ChangedMeanwhile;
import io.driverelay.store.Versioned;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Links as a map. */
public class InMemorySignIns implements SignIns {
    private final Map<String, Versioned<Link>> links = new ConcurrentHashMap<>();
    private long lastTag;

    @Override
    public synchronized void put(Link link) {
        links.put(link.id(), new Versioned<>(link, Long.toString(++lastTag)));
    }

    @Override
    public Optional<Versioned<Link>> find(String linkId) {
        return Optional.ofNullable(links.get(linkId));
    }

    @Override
    public synchronized void replace(Versioned<Link> changed) {
        requireSame(changed);
        put(changed.value());
    }

    @Override
    public synchronized void delete(Versioned<Link> read) {
        requireSame(read);
        links.remove(read.value().id());
    }

    @Override
    public void delete(String linkId) {
        links.remove(linkId);
    }

    @Override
    public void deleteExpired(Instant now) {
        links.values().removeIf(link -> !now.isBefore(link.value().overAt()));
    }

    private void requireSame(Versioned<Link> read) {
        Versioned<Link> there = links.get(read.value().id());
        if (there == null || !there.eTag().equals(read.eTag())) {
            throw new ChangedMeanwhile("link");
        }
    }
}
