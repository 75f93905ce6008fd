package io.driverelay.drive;

/** A drive as Graph names it, with its quota. {@code owner} is the person's display name, null where Graph gives none. */
public record DriveAccount(String id, String type, String owner, String webUrl, Quota quota) {}
