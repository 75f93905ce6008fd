package io.driverelay.upload;

/** How the home puts the bytes: one request, or blocks. */
public enum Transfer {
    SINGLE,
    BLOCKS
}
