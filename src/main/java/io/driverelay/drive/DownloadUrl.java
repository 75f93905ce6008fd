package io.driverelay.drive;

import java.time.Instant;
import java.util.Objects;

/**
 * Where a file's content is, for whoever has it and for a while; it takes {@code Range}.
 *
 * @param url a credential by itself: it reaches no log, and no answer but the one that is asked for it
 * @param expiresAt until when it is sure to work
 */
public record DownloadUrl(String url, Instant expiresAt) {
    public DownloadUrl {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    @Override
    public String toString() {
        return "DownloadUrl[expiresAt=" + expiresAt + "]";
    }
}
