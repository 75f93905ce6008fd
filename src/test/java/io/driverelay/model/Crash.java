package io.driverelay.model;

/** The instance has died: nothing of it runs any more. An error, so that nobody treats it. */
final class Crash extends Error {
    Crash() {
        super("the instance died", null, false, false);
    }
}
