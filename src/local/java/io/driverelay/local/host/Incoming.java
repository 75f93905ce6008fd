package io.driverelay.local.host;

import java.net.URI;
import java.util.Map;

/**
 * A request as the platform hands it to its worker.
 *
 * @param body a {@code String}, {@code byte[]}, or null
 */
record Incoming(URI uri, String method, Map<String, String> headers, Map<String, String> query, Object body) {}
