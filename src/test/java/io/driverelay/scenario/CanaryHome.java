package io.driverelay.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.connection.Connections;
import io.driverelay.connection.GetConnection;
import io.driverelay.connection.HomeKeys;
import io.driverelay.function.ConnectionDoors;
import io.driverelay.function.DiagnosticsDoor;
import io.driverelay.function.KeyDoors;
import io.driverelay.function.StatusDoors;
import io.driverelay.function.UploadDoors;
import io.driverelay.function.WatchDoors;
import io.driverelay.homeassistant.AgentBackups;
import io.driverelay.intake.StagedContent;
import io.driverelay.intake.WatchUploads;
import io.driverelay.local.simulator.Behaviours;
import io.driverelay.relay.EndKey;
import io.driverelay.scenario.Canaries.Kind;
import io.driverelay.store.Versioned;
import io.driverelay.upload.Upload;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** A home, its operator and its person at the doors, who note each secret that they are given and all that they are told. */
final class CanaryHome {
    private static final byte[] CONTENT = FaultyWorld.bytes(4_000_001, 3);
    private static final Duration LONG = Duration.ofMinutes(40);

    final TestHome world = TestHome.unlinked();
    private final Canaries canaries;
    private final CanaryDoors doors;
    private final CanaryPerson person;
    private final ConnectionDoors connections = new ConnectionDoors(
            world.create,
            new GetConnection(world.connections),
            world.change,
            new ConnectionDoors.Links(
                    id -> world.links.create(world.connections, id), id -> world.links.revoke(world.connections, id)),
            world.remove,
            TestPushes.HOSTS);
    private final KeyDoors keys = new KeyDoors(world.keys, new EndKey(world.keys, world.uploads, world.cancel));
    private final UploadDoors uploads =
            new UploadDoors(world.keys, world.open, world.commit, world.addresses, new AgentBackups(), world.clock);
    private final WatchDoors watch = new WatchDoors(
            world.keys,
            new WatchUploads(world.uploads, new StagedContent(world.staging)),
            world.retry,
            world.cancel,
            world.clock);
    private final StatusDoors status = new StatusDoors(world.keys, world.status);
    private final DiagnosticsDoor diagnostics = new DiagnosticsDoor(world.diagnose, Map.of(), world.clock);
    private String key;
    private String uploadId;
    private int sent;

    /** What goes wrong with the file of that name, set up before it is relayed. */
    interface Trouble {
        void happens(String fileName);
    }

    CanaryHome(Canaries canaries) {
        this.canaries = canaries;
        this.doors = new CanaryDoors(canaries, world.simulators);
        this.person = new CanaryPerson(canaries, world, doors, connections);
    }

    String connectionId() {
        return world.connectionId;
    }

    Upload anyUpload() {
        return world.uploads
                .find(connectionId(), uploadId)
                .map(Versioned::value)
                .orElseThrow();
    }

    /** What it throws is noted. */
    void tried(Callable<?> call) {
        try {
            canaries.heard("answer", String.valueOf(call.call()).replaceAll("url=\\S+", ""));
        } catch (Exception e) {
            canaries.thrown(e);
        }
    }

    void connect() {
        JsonNode made = CanaryDoors.json(answer(
                Map.of(),
                "{\"name\":\"" + canaries.name("home-of-" + world.person)
                        + "\",\"instanceId\":\"b5bb4d4c1f7a\",\"keyScopes\":[\"restore\",\"delete\"]}",
                connections::create));
        world.connectionId = made.path("id").asText();
        key = made.path("homeKey").asText();
    }

    void askToBeTold(URI webhook) {
        answer(
                Map.of(),
                "{\"webhookUrl\":\"" + webhook + "\"}",
                (request, context) -> connections.change(request, connectionId(), context));
    }

    void signInInEveryWay() {
        canaries.name(world.person);
        person.signInInEveryWay();
        gather();
        diagnosed();
    }

    void useKeys() {
        JsonNode made = CanaryDoors.json(answer(
                Map.of(),
                "{\"name\":\"" + canaries.name("second-key-of-them") + "\"}",
                (request, context) -> keys.create(request, connectionId(), context)));
        String id = made.path("id").asText();
        answer(Map.of(), null, (request, context) -> keys.list(request, connectionId(), context));
        answer(
                Map.of("uploads", "cancel"),
                null,
                (request, context) -> keys.revoke(request, connectionId(), id, context));
        for (String refused : List.of(made.path("homeKey").asText(), doors.presented("no-key-"))) {
            doors.call(
                    Map.of(),
                    Map.of("x-home-key", refused),
                    null,
                    (request, context) -> status.one(request, connectionId(), context));
        }
    }

    /** A home's request where its connection's record cannot be read. */
    void openWhere(Connections fail) {
        var there = new UploadDoors(
                new HomeKeys(fail, world.secrets, world.ids, world.clock),
                world.open,
                world.commit,
                world.addresses,
                new AgentBackups(),
                world.clock);
        answer(Map.of(), "{}", (request, context) -> there.open(request, connectionId(), context));
    }

    List<Trouble> troubles() {
        Behaviours drive = world.account().behaviours();
        return List.of(
                name -> drive.everything.next(1, 429, "activityLimitReached"),
                name -> drive.openings.next(3, 503, "serviceNotAvailable"),
                name -> drive.openings.next(9, 507, "quotaLimitReached"),
                name -> drive.openings.next(1, 404, "itemNotFound"),
                name -> drive.openings.next(1, 409, "nameAlreadyExists"),
                name -> drive.openings.next(9, 403, "serviceReadOnly"),
                name -> drive.openings.next(9, 403, "accessDenied"),
                name -> drive.openings.next(9, 400, "invalidRequest"),
                name -> drive.openings.next(9, 400, "malwareDetected"),
                name -> doors.echo("POST", name + ".*createUploadSession", 400, "invalidRequest"),
                name -> doors.echo("PUT", "/up/" + world.person + "/", 400, "invalidRequest"),
                name -> doors.echo("PUT", "/up/" + world.person + "/", 416, "invalidRange"),
                name -> doors.echo("PUT", "/up/" + world.person + "/", 404, "itemNotFound"),
                name -> drive.forgottenFragments.set(99),
                name -> drive.cutFragments.set(1),
                name -> drive.lostLastAnswers.set(1),
                name -> drive.flips.set(1),
                name -> withoutToken(() -> doors.echoedToken(503, "temporarily_unavailable")),
                name -> withoutToken(() -> doors.echoedToken(401, "invalid_client")),
                name -> withoutToken(() -> world.simulators.authority().revoke(world.person)));
    }

    private void withoutToken(Runnable trouble) {
        world.clock.move(Duration.ofHours(2));
        trouble.run();
    }

    /** Its first fragment is there, and its session's address in its record, when the trouble begins. */
    void send(Trouble trouble) {
        String name = canaries.name("canary-" + ++sent + "-" + world.person + ".bin");
        commit(name);
        Behaviours drive = world.account().behaviours();
        if (sent % 2 == 0) {
            drive.lostAnswers.set(1);
            drive.asking.always(503, "serviceNotAvailable");
            world.serveTickets();
            drive.asking.end();
            gather();
        }
        trouble.happens(name);
        canaries.heard("message", world.tickets.toString());
        tried(() -> {
            gather();
            world.serveUntilQuiet(LONG);
            return world.find(anyUpload());
        });
        world.account().behave(new Behaviours());
        seen();
        if (!world.connection().isReady()) {
            person.signIn(world.person, null, null);
        }
        tried(() -> {
            world.serveUntilQuiet(LONG);
            gather();
            return null;
        });
    }

    void readBackups() {
        new CanaryShelf(canaries, world, doors, key).readInEveryWay(this::tried);
        diagnosed();
    }

    void endUploads() {
        commit("cancelled.bin");
        home((request, context) -> watch.cancel(request, connectionId(), uploadId, context));
        world.serveUntilQuiet(LONG);
        home((request, context) -> watch.retry(request, connectionId(), uploadId, context));
        world.simulators.authority().expireAccessTokens();
        commit("refused-token.bin");
        world.serveUntilQuiet(LONG);
        seen();
        world.passTime(Duration.ofMinutes(20));
        home((request, context) -> watch.list(request, connectionId(), context));
        answer(Map.of(), null, status::all);
    }

    void remove() {
        commit("left.bin");
        answer(Map.of(), null, connections::list);
        answer(Map.of(), null, (request, context) -> connections.delete(request, connectionId(), context));
        world.passTime(Duration.ofMinutes(20));
        home((request, context) -> status.one(request, connectionId(), context));
    }

    private void commit(String name) {
        JsonNode opened = CanaryDoors.json(answer(
                Map.of(),
                "{\"kind\":\"file\",\"fileName\":\"" + name + "\",\"sizeBytes\":" + CONTENT.length + "}",
                (request, context) -> uploads.open(request, connectionId(), context)));
        uploadId = opened.path("id").asText();
        world.staging.put(anyUpload().staged().blob(), CONTENT);
        home((request, context) -> uploads.newStagingUrl(request, connectionId(), uploadId, context));
        home((request, context) -> uploads.commit(request, connectionId(), uploadId, context));
    }

    private void seen() {
        home((request, context) -> watch.get(request, connectionId(), uploadId, context));
        home((request, context) -> status.one(request, connectionId(), context));
        diagnosed();
    }

    /** To be passed on to strangers. */
    private void diagnosed() {
        var answer =
                answer(Map.of(), null, (request, context) -> diagnostics.diagnostics(request, connectionId(), context));
        canaries.heard("diagnostics", answer.body());
    }

    /** What is there by now and was handed to nobody. */
    private void gather() {
        world.vault.values().forEach(token -> canaries.secret(Kind.REFRESH_TOKEN, token));
        tried(() -> {
            canaries.secret(Kind.ACCESS_TOKEN, world.tokens.of(connectionId()).current());
            return null;
        });
        world.alive().stream()
                .flatMap(mark -> world.uploads.find(mark.connectionId(), mark.uploadId()).stream())
                .map(read -> read.value().checkpoint())
                .filter(checkpoint -> checkpoint != null && checkpoint.session() != null)
                .forEach(checkpoint ->
                        canaries.secret(Kind.UPLOAD_URL, checkpoint.session().uploadUrl()));
    }

    private void home(DoorCalls.Called door) {
        answer(Map.of(), null, door);
    }

    /** With the home's key, which the operator's doors do not look at. */
    private DoorCalls.Answer answer(Map<String, String> query, String body, DoorCalls.Called door) {
        return doors.call(query, Map.of("x-home-key", key == null ? "none" : key), body, door);
    }
}
