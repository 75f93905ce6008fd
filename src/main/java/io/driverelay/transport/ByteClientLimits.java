package io.driverelay.transport;

import java.time.Duration;

/**
 * How long to wait, and how much to hold.
 *
 * @param connect for a connection, TLS included
 * @param stall without a byte in either direction
 * @param idle how long an unused connection is kept
 * @param bufferBytes held by each exchange; nothing more is
 */
public record ByteClientLimits(Duration connect, Duration stall, Duration idle, int bufferBytes) {
    public static final ByteClientLimits DEFAULT =
            new ByteClientLimits(Duration.ofSeconds(10), Duration.ofSeconds(55), Duration.ofSeconds(20), 256 * 1024);
}
