package io.driverelay.connection;

import java.net.URI;
import java.util.Objects;

/** Where a home is told what happens. Whoever knows the address can call it: it is a credential. */
public record Webhook(URI url) {
    public Webhook {
        Objects.requireNonNull(url, "url");
    }

    /** As it may be shown: whose it is, and nothing that opens it. */
    public String shown() {
        return url.getScheme() + "://" + url.getRawAuthority() + "/…";
    }

    @Override
    public String toString() {
        return "Webhook[" + shown() + "]";
    }
}
