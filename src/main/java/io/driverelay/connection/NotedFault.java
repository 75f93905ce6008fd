package io.driverelay.connection;

import io.driverelay.drive.DriveFault;
import java.time.Instant;
import java.util.Objects;

/**
 * What a connection's drive, its sign-in service or the vault answered, for whoever must find out why.
 *
 * @param firstAt when it was first noted since it was noted last a day before or longer ago
 * @param times how often it was noted; not every one is
 * @param words the latest's: statuses, codes and request ids, and no name, URL or credential
 */
public record NotedFault(DriveFault.Kind kind, Instant firstAt, Instant lastAt, int times, String words) {
    public NotedFault {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(words, "words");
    }

    /** With what the sign-in service had said, where that was the cause. */
    static NotedFault of(DriveFault fault, Instant now) {
        String cause = fault.getCause() instanceof AuthorityFault authority ? ": " + authority.getMessage() : "";
        String words = fault.getMessage().contains(cause) ? fault.getMessage() : fault.getMessage() + cause;
        return new NotedFault(fault.kind(), now, now, 1, words);
    }
}
