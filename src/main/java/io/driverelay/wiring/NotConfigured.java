package io.driverelay.wiring;

import io.driverelay.connection.Authority;
import io.driverelay.connection.ChangeConnection;
import io.driverelay.connection.ConnectionListener;
import io.driverelay.connection.Connections;
import io.driverelay.connection.CreateConnection;
import io.driverelay.connection.GetConnection;
import io.driverelay.connection.HomeKeys;
import io.driverelay.connection.RefreshTokens;
import io.driverelay.connection.RemoveConnection;
import io.driverelay.connection.Secrets;
import io.driverelay.connection.SignIn;
import io.driverelay.connection.SignInLinks;
import io.driverelay.connection.SignIns;
import io.driverelay.connection.WebhookHosts;
import io.driverelay.connection.Webhooks;
import io.driverelay.function.BackupDoors;
import io.driverelay.function.ConnectionDoors;
import io.driverelay.function.DiagnosticsDoor;
import io.driverelay.function.FileDoor;
import io.driverelay.function.KeyDoors;
import io.driverelay.function.RetentionDoor;
import io.driverelay.function.SignInDoors;
import io.driverelay.function.StatusDoors;
import io.driverelay.function.UploadDoors;
import io.driverelay.function.WatchDoors;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import io.driverelay.relay.EndKey;
import io.driverelay.status.Diagnose;
import io.driverelay.status.DriveStatuses;
import io.driverelay.status.ReadStatus;
import io.driverelay.status.ShelfNotes;
import io.driverelay.store.Ids;
import io.driverelay.upload.Uploads;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The doors of an app whose settings are wrong: whoever comes is told which, instead of a bare 500. Behind them lies nothing; whatever they
 * would first ask refuses.
 */
final class NotConfigured {
    private static final URI NOWHERE = URI.create("https://not-configured.invalid");

    private final SettingsFault fault;
    private final Clock clock = Clock.systemUTC();
    private final Secrets secrets = new Secrets();
    private final Ids ids = new Ids(clock);
    private final Connections connections = port(Connections.class);
    private final SignIns signIns = port(SignIns.class);
    private final HomeKeys keys = new HomeKeys(connections, secrets, ids, clock);
    private final Map<Class<?>, Supplier<?>> doors = Map.of(
            RetentionDoor.class, () -> new RetentionDoor(new GetConnection(connections), null),
            ConnectionDoors.class, this::connectionDoors,
            KeyDoors.class, () -> new KeyDoors(keys, new EndKey(keys, port(Uploads.class), null)),
            SignInDoors.class, this::signInDoors,
            UploadDoors.class, () -> new UploadDoors(keys, null, null, null, null, clock),
            WatchDoors.class, () -> new WatchDoors(keys, null, null, null, clock),
            FileDoor.class, () -> new FileDoor(keys, null, null, clock),
            BackupDoors.class, () -> new BackupDoors(keys, null, null, null),
            StatusDoors.class, this::statusDoors,
            DiagnosticsDoor.class, this::diagnosticsDoor);

    NotConfigured(SettingsFault fault) {
        this.fault = fault;
    }

    /** @throws SettingsFault where nobody waits for an answer: the platform logs it and tries again */
    Object door(Class<?> door) {
        Supplier<?> made = doors.get(door);
        if (made == null) {
            throw fault;
        }
        return made.get();
    }

    private ConnectionDoors connectionDoors() {
        return new ConnectionDoors(
                new CreateConnection(
                        connections,
                        keys,
                        new SignInLinks(signIns, secrets, NOWHERE, Duration.ofHours(24), clock),
                        port(Webhooks.class),
                        ids,
                        clock),
                new GetConnection(connections),
                new ChangeConnection(connections, null, port(Webhooks.class)),
                new ConnectionDoors.Links(
                        id -> {
                            throw refused();
                        },
                        id -> {
                            throw refused();
                        }),
                new RemoveConnection(
                        connections,
                        port(RefreshTokens.class),
                        port(Webhooks.class),
                        signIns,
                        port(ConnectionListener.class)),
                new WebhookHosts(List.of("*"), List.of()));
    }

    private SignInDoors signInDoors() {
        return new SignInDoors(new SignIn(connections, signIns, port(Authority.class), null, secrets, clock), NOWHERE);
    }

    private StatusDoors statusDoors() {
        return new StatusDoors(
                keys,
                new ReadStatus(
                        connections, port(DriveStatuses.class), port(ShelfNotes.class), port(Uploads.class), clock));
    }

    private DiagnosticsDoor diagnosticsDoor() {
        return new DiagnosticsDoor(
                new Diagnose(new GetConnection(connections), null, null, null, null, null), Map.of(), clock);
    }

    private <T> T port(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (port, call, with) -> {
            throw refused();
        }));
    }

    private Refused refused() {
        return new Refused(
                RefusalCode.NOT_CONFIGURED,
                fault.getMessage() + " The relay's operator must set them right; nothing works until then.");
    }
}
