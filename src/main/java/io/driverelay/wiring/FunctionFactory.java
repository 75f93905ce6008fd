package io.driverelay.wiring;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import io.driverelay.function.BackupDoors;
import io.driverelay.function.ConnectionDoors;
import io.driverelay.function.ContractDoor;
import io.driverelay.function.DiagnosticsDoor;
import io.driverelay.function.FileDoor;
import io.driverelay.function.HealthDoor;
import io.driverelay.function.KeyDoors;
import io.driverelay.function.PoisonDoors;
import io.driverelay.function.PushDoor;
import io.driverelay.function.RelayDoors;
import io.driverelay.function.RetentionDoor;
import io.driverelay.function.ShareDoor;
import io.driverelay.function.SignInDoors;
import io.driverelay.function.StatusDoors;
import io.driverelay.function.TimerDoor;
import io.driverelay.function.UploadDoors;
import io.driverelay.function.WatchDoors;
import io.driverelay.telemetry.Dimension.Text;
import io.driverelay.telemetry.Event;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Hands the platform its doors. It is asked at every invocation: each door is built once, when it is first used. */
public final class FunctionFactory implements FunctionInstanceInjector {
    private final Map<String, String> environment;
    private final Lazy<Wiring> wiring = new Lazy<>(this::wire);
    private final Map<Class<?>, Supplier<?>> doors = Map.ofEntries(
            Map.entry(HealthDoor.class, HealthDoor::new),
            Map.entry(ContractDoor.class, ContractDoor::new),
            Map.entry(PoisonDoors.class, PoisonDoors::new),
            Map.entry(ConnectionDoors.class, () -> wiring.get().connectionDoors()),
            Map.entry(KeyDoors.class, () -> wiring.get().keyDoors()),
            Map.entry(SignInDoors.class, () -> wiring.get().signInDoors()),
            Map.entry(UploadDoors.class, () -> wiring.get().uploadDoors()),
            Map.entry(WatchDoors.class, () -> wiring.get().watchDoors()),
            Map.entry(FileDoor.class, () -> wiring.get().fileDoor()),
            Map.entry(BackupDoors.class, () -> wiring.get().backupDoors()),
            Map.entry(StatusDoors.class, () -> wiring.get().statusDoors()),
            Map.entry(DiagnosticsDoor.class, this::diagnosticsDoor),
            Map.entry(RetentionDoor.class, () -> wiring.get().retentionDoor()),
            Map.entry(RelayDoors.class, () -> wiring.get().relayDoors()),
            Map.entry(TimerDoor.class, () -> wiring.get().timerDoor()),
            Map.entry(PushDoor.class, () -> wiring.get().pushDoor()),
            Map.entry(ShareDoor.class, () -> wiring.get().shareDoor()));
    private final Map<Class<?>, Object> built = new ConcurrentHashMap<>();

    public FunctionFactory() {
        this(System.getenv());
    }

    FunctionFactory(Map<String, String> environment) {
        this.environment = environment;
        tellWhatIsWrong(environment);
    }

    @Override
    public <T> T getInstance(Class<T> functionClass) {
        return functionClass.cast(built.computeIfAbsent(functionClass, this::door));
    }

    private Wiring wire() {
        return new Wiring(Settings.read(environment));
    }

    private Object diagnosticsDoor() {
        return wiring.get().diagnosticsDoor(ShownSettings.of(environment));
    }

    private Object door(Class<?> door) {
        try {
            return doors.get(door).get();
        } catch (SettingsFault fault) {
            return new NotConfigured(fault).door(door);
        }
    }

    /** The first line of ours in the log: at this time there is no invocation whose log would take it. */
    private static void tellWhatIsWrong(Map<String, String> environment) {
        try {
            Settings.read(environment);
        } catch (SettingsFault fault) {
            System.err.println(Event.NOT_CONFIGURED.line().with(Text.SETTINGS, fault.getMessage()));
        }
    }
}
