package io.driverelay.azure;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.UserDelegationKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/**
 * The key that an identity signs staging URLs with: asked for once, used for an hour. Keys can be revoked, and whoever signs for homes is not
 * told: an hour is what that may cost. A credential.
 */
final class DelegationKey {
    /** The service gives seven days at most; clocks differ. */
    private static final Duration VALID = Duration.ofDays(6);

    private static final Duration USED = Duration.ofHours(1);
    private static final Duration SKEW = Duration.ofMinutes(15);

    /** What a URL signed by it may be valid for at most. */
    static final Duration LONGEST_URL = VALID.minus(Duration.ofHours(12));

    private final Supplier<BlobServiceClient> service;
    private final Clock clock;
    private UserDelegationKey key;
    private Instant renewAt = Instant.MIN;

    DelegationKey(Supplier<BlobServiceClient> service, Clock clock) {
        this.service = service;
        this.clock = clock;
    }

    /** @throws io.driverelay.store.StorageUnavailable when the service gives none */
    synchronized UserDelegationKey current() {
        Instant now = clock.instant();
        if (!now.isBefore(renewAt)) {
            key = StorageCalls.answered(
                    "key for staging URLs",
                    () -> service.get().getUserDelegationKey(utc(now.minus(SKEW)), utc(now.plus(VALID))));
            renewAt = now.plus(USED);
        }
        return key;
    }

    /** After a signature was refused: keys can be revoked. */
    synchronized void forget() {
        renewAt = Instant.MIN;
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
