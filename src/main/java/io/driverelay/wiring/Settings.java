package io.driverelay.wiring;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

/** The app settings, read once; API and defaults in README.md. */
public record Settings(
        ContentStorage contentStorage,
        URI keyVaultUrl,
        String managedIdentityClientId,
        OneDrive oneDrive,
        URI publicUrl,
        Relay relay,
        Duration stagingUrlValid) {

    /** A connection string (local; a credential). Identity shapes come with Azure. */
    public record ContentStorage(String connectionString) {
        @Override
        public String toString() {
            return "ContentStorage[]";
        }
    }

    public record OneDrive(String clientId, Set<String> scopes, URI authorityUrl, URI graphUrl) {}

    /** @param largestFragmentBytes a multiple of 327,680, below 60 MiB */
    public record Relay(Duration turn, Duration claim, long largestFragmentBytes) {}
}
