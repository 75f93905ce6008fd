package io.driverelay.connection;

import java.time.Instant;
import java.util.Set;

/**
 * A key with which a home sends and watches its own connection's uploads; the key itself is shown once and never kept.
 *
 * @param sha256 base64 of the key's SHA-256
 * @param name what the operator calls it; may be null
 * @param expiresAt null for never
 */
public record HomeKey(
        String id, String name, String sha256, Set<KeyScope> scopes, Instant createdAt, Instant expiresAt) {
    public HomeKey {
        scopes = Set.copyOf(scopes);
    }

    public boolean isValidAt(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }

    @Override
    public String toString() {
        return "HomeKey[" + id + "]";
    }
}
