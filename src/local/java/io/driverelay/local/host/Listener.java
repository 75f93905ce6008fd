package io.driverelay.local.host;

/** What calls a function when something happens, other than a request. */
interface Listener {
    AppFunction function();

    void start();

    /** Begins nothing new. */
    void stop();

    /** Returns when nothing runs any more, or at a {@code System.nanoTime()}. */
    void awaitIdle(long atLatestNanos);

    /** Once, now, for whoever asks at the admin door. */
    void runNow(String input);
}
