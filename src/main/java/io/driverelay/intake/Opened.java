package io.driverelay.intake;

import io.driverelay.upload.StagingUrl;
import io.driverelay.upload.Upload;

/**
 * The answer to an opening.
 *
 * @param staging where the bytes go; null when they are there already
 * @param isNew false when the idempotency key was used before
 */
public record Opened(Upload upload, StagingUrl staging, boolean isNew) {}
