package io.driverelay.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.ManagedIdentityCredentialBuilder;

/** The app's own identity, given by the platform. */
final class ManagedIdentity {
    private ManagedIdentity() {}

    /** @param clientId of a user-assigned identity; null for the system-assigned one */
    static TokenCredential of(String clientId) {
        return new ManagedIdentityCredentialBuilder()
                .clientId(clientId)
                .httpClient(SdkHttp.client())
                .build();
    }
}
