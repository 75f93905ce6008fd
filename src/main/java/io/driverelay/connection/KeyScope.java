package io.driverelay.connection;

/** What a home key may do besides sending and watching. */
public enum KeyScope {
    RESTORE,
    DELETE
}
