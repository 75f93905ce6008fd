package io.driverelay.azure;

import java.net.URI;

/** The account for staging, records and queue, and how it is entered. */
public sealed interface ContentAccount {
    /** With its key, as the emulator on a machine. */
    record WithKey(String connectionString) implements ContentAccount {
        @Override
        public String toString() {
            return "WithKey[]";
        }
    }

    /**
     * With the app's managed identity, as in Azure: there is no key then, and URLs are signed with one that the identity was delegated.
     *
     * @param clientId of a user-assigned identity; null for the system-assigned one
     */
    record WithIdentity(URI blobUrl, URI queueUrl, String clientId) implements ContentAccount {}
}
