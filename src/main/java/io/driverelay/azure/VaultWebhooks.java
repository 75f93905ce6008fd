package io.driverelay.azure;

import io.driverelay.connection.Webhook;
import io.driverelay.connection.Webhooks;
import java.net.URI;
import java.util.Optional;

/** Webhooks as the secrets {@code webhook-<connectionId>}. */
public final class VaultWebhooks implements Webhooks {
    private static final String CONTENT_TYPE = "application/vnd.drive-relay.webhook";

    private final VaultSecrets secrets;

    public VaultWebhooks(VaultSecrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public Optional<Webhook> find(String connectionId) {
        return secrets.find(name(connectionId)).map(found -> new Webhook(URI.create(found.value())));
    }

    @Override
    public void store(String connectionId, Webhook webhook) {
        secrets.store(name(connectionId), webhook.url().toString(), CONTENT_TYPE, null);
        secrets.disableOlder(name(connectionId));
    }

    @Override
    public void delete(String connectionId) {
        secrets.delete(name(connectionId));
    }

    private static String name(String connectionId) {
        return "webhook-" + connectionId;
    }
}
