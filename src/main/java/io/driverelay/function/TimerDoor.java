package io.driverelay.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.driverelay.upkeep.Upkeep;

/** What time causes, every five minutes by default. */
public final class TimerDoor {
    private final Upkeep upkeep;

    public TimerDoor(Upkeep upkeep) {
        this.upkeep = upkeep;
    }

    @FunctionName("checkDrives")
    public void check(
            @TimerTrigger(name = "timer", schedule = "%DRIVE_CHECK_SCHEDULE%") String timer, ExecutionContext context) {
        InvocationLog.during(context, upkeep::pass);
    }
}
