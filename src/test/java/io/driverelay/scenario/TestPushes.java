package io.driverelay.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.driverelay.connection.ConnectionChange;
import io.driverelay.connection.Webhook;
import io.driverelay.connection.WebhookHosts;
import io.driverelay.function.PushDoor;
import io.driverelay.homeassistant.WebhookClient;
import io.driverelay.push.Push;
import io.driverelay.push.PushEvents;
import io.driverelay.push.SendPush;
import io.driverelay.push.ToldStatuses;
import io.driverelay.status.CheckDrives;
import io.driverelay.transport.ByteClient;
import io.driverelay.transport.ByteClientLimits;
import io.driverelay.transport.HostAddresses;
import io.driverelay.transport.PublicAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A home that is told: its Home Assistant, which takes whatever comes, and the production stages that tell it. */
final class TestPushes implements AutoCloseable {
    static final WebhookHosts HOSTS = new WebhookHosts(List.of("*"), List.of("127.0.0.1:*"));
    static final String ID = "5f2e8a0c-the-webhooks-own-secret";

    final Queue<JsonNode> taken = new ConcurrentLinkedQueue<>();
    final Queue<String> paths = new ConcurrentLinkedQueue<>();
    final List<Duration> rests = new ArrayList<>();
    final CheckDrives check;
    volatile int status = 200;
    volatile String location;
    volatile long answersAfterMillis;
    private final TestHome home;
    private final HttpServer server;
    private final SendPush sendPush;

    TestPushes(TestHome home) {
        this.home = home;
        this.server = served();
        var client = new ByteClient(
                ByteClientLimits.DEFAULT,
                home.cryptography::tls,
                new PublicAddresses(HostAddresses.SYSTEM, HOSTS::isInside));
        this.sendPush = new SendPush(
                home.connections,
                new SendPush.Calling(home.webhooks, HOSTS, new WebhookClient(() -> client)),
                new PushEvents(home.uploads, home.statuses, id -> home.links.create(home.connections, id), home.clock),
                home.pushNotes,
                this::later);
        this.check = new CheckDrives(
                home.connections,
                home.connected,
                new ToldStatuses(home.statuses, home.connections, this::now),
                home.pauses,
                home.clock);
    }

    private HttpServer served() {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.createContext("/", this::take);
            made.start();
            return made;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        paths.add(exchange.getRequestURI().getPath());
        rest();
        JsonNode json = new ObjectMapper().readTree(exchange.getRequestBody());
        if (status == 200) {
            taken.add(json);
        }
        if (location != null) {
            exchange.getResponseHeaders().set("Location", location);
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void rest() {
        try {
            Thread.sleep(answersAfterMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Those that wait now, all at the same time. */
    void serveAtOnce() {
        List<Thread> threads = new ArrayList<>();
        for (int n = home.pushes.size(); n > 0; n--) {
            Push push = home.pushes.remove();
            threads.add(new Thread(() -> sendPush.send(push)));
        }
        threads.forEach(Thread::start);
        threads.forEach(thread -> {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** What serves the queue in the app. */
    PushDoor door() {
        return new PushDoor(sendPush);
    }

    private void later(Push push, Duration rest) {
        rests.add(rest);
        home.pushes.add(push);
    }

    private void now(Push push, Duration delay) {
        home.pushes.add(push);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/webhook/" + ID);
    }

    /** The home asks to be told. */
    TestPushes asked() {
        home.change.change(
                home.connectionId,
                new ConnectionChange(
                        null, null, null, null, new ConnectionChange.WebhookChange(new Webhook(url())), null));
        return this;
    }

    /** Those that wait now, and no other. */
    void serve() {
        for (int n = home.pushes.size(); n > 0; n--) {
            sendPush.send(home.pushes.remove());
        }
    }

    List<String> events() {
        return taken.stream().map(json -> json.path("event").asText()).toList();
    }

    JsonNode last() {
        return taken.stream().reduce((one, other) -> other).orElseThrow();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
