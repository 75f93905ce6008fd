package io.driverelay.wiring;

/** The app cannot run as it is set up; one sentence a key, without its value, which may be a credential. */
final class SettingsFault extends RuntimeException {
    SettingsFault(String message) {
        super(message);
    }
}
