package io.driverelay.local.host;

import java.util.Map;

/**
 * What starts an invocation.
 *
 * @param data {@link Incoming}, {@code String} or {@code byte[]}
 * @param metadata what {@code @BindingName} may ask for
 * @param reason for the log
 */
record Trigger(Object data, Map<String, String> metadata, String reason) {}
