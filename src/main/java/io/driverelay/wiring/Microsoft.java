package io.driverelay.wiring;

import io.driverelay.azure.VaultSecrets;
import io.driverelay.graph.GraphDrives;
import io.driverelay.graph.OneDriveAuthority;
import io.driverelay.telemetry.Event;
import io.driverelay.telemetry.EventLog;
import io.driverelay.transport.ByteClient;
import io.driverelay.transport.ByteClientLimits;
import io.driverelay.transport.Cryptography;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/** OneDrive and the service that people sign in to, and the one client that all bytes go through. */
final class Microsoft {
    private static final EventLog EVENTS = new EventLog();

    final Lazy<Cryptography> cryptography = new Lazy<>(Microsoft::quickest);
    final Lazy<ByteClient> bytes = new Lazy<>(this::byteClient);
    final Lazy<GraphDrives> drives = new Lazy<>(() -> drives(GraphDrives.CALL));
    final Lazy<OneDriveAuthority> authority = new Lazy<>(this::oneDriveAuthority);

    private final Settings settings;
    private final Clock clock;

    Microsoft(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** @param call the limit of one small call */
    GraphDrives drives(Duration call) {
        return new GraphDrives(settings.oneDrive().graphUrl(), bytes, clock, call);
    }

    /** When the instance goes. */
    void abortCalls() {
        drives.get().abortAll();
        authority.get().abortAll();
    }

    private static Cryptography quickest() {
        Cryptography cryptography = Cryptography.quickest();
        cryptography
                .whyNotNative()
                .ifPresent(why -> EVENTS.write(Event.NATIVE_TLS_MISSING.line().because(why)));
        return cryptography;
    }

    private ByteClient byteClient() {
        return new ByteClient(
                ByteClientLimits.DEFAULT, new Lazy<>(() -> cryptography.get().tls()));
    }

    private OneDriveAuthority oneDriveAuthority() {
        Settings.OneDrive oneDrive = settings.oneDrive();
        var app = new OneDriveAuthority.App(
                oneDrive.authorityUrl(),
                oneDrive.clientId(),
                oneDrive.scopes(),
                URI.create(settings.publicUrl() + "/api/sign-in/callback"));
        var vault = new VaultSecrets(settings.vaults().clientSecret(), settings.identityClientId());
        return new OneDriveAuthority(app, new ClientSecret(vault::find, clock), bytes, clock);
    }
}
