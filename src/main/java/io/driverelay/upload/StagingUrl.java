package io.driverelay.upload;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** A short-lived, write-only address for one staged blob; the URL is a credential, meant for the home alone. */
public record StagingUrl(URI url, Map<String, String> headers, Instant expiresAt) {
    @Override
    public String toString() {
        return "StagingUrl[expiresAt=" + expiresAt + "]";
    }
}
