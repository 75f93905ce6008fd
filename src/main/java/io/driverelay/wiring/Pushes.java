package io.driverelay.wiring;

import io.driverelay.connection.SignInLinks;
import io.driverelay.connection.WebhookHosts;
import io.driverelay.homeassistant.WebhookClient;
import io.driverelay.push.PushEvents;
import io.driverelay.push.SendPush;
import io.driverelay.push.TellHome;
import io.driverelay.push.ToldStatuses;
import io.driverelay.status.DriveStatuses;
import io.driverelay.transport.ByteClient;
import io.driverelay.transport.ByteClientLimits;
import io.driverelay.transport.HostAddresses;
import io.driverelay.transport.PublicAddresses;
import java.time.Duration;

/** How homes are told. The client calls no address that a home must not make it call. */
final class Pushes {
    private static final ByteClientLimits LIMITS = new ByteClientLimits(
            Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ZERO, 16 * 1024);

    private final UseCases use;

    Pushes(UseCases use) {
        this.use = use;
    }

    TellHome tellHome() {
        return new TellHome(use.kept.connections, use.kept.pushes, use.kept.pushNotes);
    }

    DriveStatuses statuses() {
        return new ToldStatuses(use.kept.statuses, use.kept.connections, use.kept.pushes);
    }

    SendPush sendPush(SignInLinks links) {
        var events = new PushEvents(
                use.kept.uploads, use.kept.statuses, id -> links.create(use.kept.connections, id), use.clock);
        var calling = new SendPush.Calling(
                use.kept.webhooks, use.settings.webhooks(), new WebhookClient(new Lazy<>(this::client)));
        return new SendPush(use.kept.connections, calling, events, use.kept.pushNotes, use.kept.pushes);
    }

    private ByteClient client() {
        WebhookHosts hosts = use.settings.webhooks();
        return new ByteClient(
                LIMITS,
                new Lazy<>(() -> use.microsoft.cryptography.get().tls()),
                new PublicAddresses(HostAddresses.SYSTEM, hosts::isInside));
    }
}
