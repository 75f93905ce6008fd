package io.driverelay.intake;

import io.driverelay.connection.Connection;
import io.driverelay.connection.HomeKey;
import io.driverelay.telemetry.Trace;
import java.util.Optional;

/**
 * Who opens uploads.
 *
 * @param trace that the call belongs to
 */
public record Opener(Connection connection, HomeKey key, Optional<Trace> trace) {}
