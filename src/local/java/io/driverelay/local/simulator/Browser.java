package io.driverelay.local.simulator;

/** The one browser of a run: whoever sits at it is who consents. */
final class Browser {
    private volatile String person = "alex";

    String person() {
        return person;
    }

    void signInAs(String who) {
        person = who;
    }
}
