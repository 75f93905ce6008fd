package io.driverelay.homeassistant;

/** Why a file is no backup, as the end of a sentence. */
final class NoBackup extends Exception {
    NoBackup(String why) {
        super(why, null, false, false);
    }
}
