package io.driverelay.connection;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

public final class InMemoryWebhooks implements Webhooks {
    private final Map<String, Webhook> webhooks = new ConcurrentHashMap<>();

    @Override
    public Optional<Webhook> find(String connectionId) {
        return Optional.ofNullable(webhooks.get(connectionId));
    }

    @Override
    public void store(String connectionId, Webhook webhook) {
        webhooks.put(connectionId, webhook);
    }

    @Override
    public void delete(String connectionId) {
        webhooks.remove(connectionId);
    }
}
