package io.driverelay.drive;

import java.time.Duration;

/** Hears of every answer that a drive gives, whichever call it belongs to. */
@FunctionalInterface
public interface Hearing {
    /**
     * @param status of HTTP; 0 where no answer came
     * @param requestId Microsoft's; null where it told none
     */
    void answered(int status, String requestId, Duration took);
}
