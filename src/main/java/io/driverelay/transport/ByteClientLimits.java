package io.driverelay.transport;

import java.time.Duration;

/**
 * How long to wait, and how much to hold.
 *
 * @param connect for a connection: the host's name, TCP and TLS together
 * @param stall without a byte in either direction
 * @param head of a download: from before the connection to the end of the answer's head
 * @param idle how long an unused connection is kept
 * @param bufferBytes held by each exchange; nothing more is
 */
public record ByteClientLimits(Duration connect, Duration stall, Duration head, Duration idle, int bufferBytes) {
    public static final ByteClientLimits DEFAULT = new ByteClientLimits(
            Duration.ofSeconds(10), Duration.ofSeconds(55), Duration.ofSeconds(20), Duration.ofSeconds(20), 256 * 1024);
}
