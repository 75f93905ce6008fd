package io.driverelay.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.local.tls.ServerIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** OneDrive personal behind Graph 1.0, with its upload and download hosts, and a door for whoever plays with it. */
public final class OneDriveSimulator implements AutoCloseable {
    private static final String GRAPH = "/v1.0";

    private final Path data;
    private final String scheme;
    private final String appFolderName;
    private final AuthoritySimulator authority;
    private final Violations violations;
    private final Faults faults;
    private final Map<String, OneDriveAccount> accounts = new ConcurrentHashMap<>();
    private final Map<String, Instant> quietUntil = new ConcurrentHashMap<>();
    private final UploadHost uploads;
    private final DownloadHost downloads;
    private final Server server;

    OneDriveSimulator(
            Path data,
            int port,
            Optional<ServerIdentity> certificate,
            String appFolderName,
            AuthoritySimulator authority,
            Violations violations,
            Faults faults)
            throws IOException {
        this.data = data;
        this.scheme = certificate.isPresent() ? "https" : "http";
        this.appFolderName = appFolderName;
        this.authority = authority;
        this.violations = violations;
        this.faults = faults;
        this.uploads = new UploadHost(violations);
        this.downloads = new DownloadHost(violations);
        this.server = Server.on(port, certificate, this::handle);
    }

    public URI graphUrl() {
        return URI.create(origin() + GRAPH);
    }

    public OneDriveAccount account(String person) {
        return accounts.computeIfAbsent(person, this::open);
    }

    /** A pre-authenticated address of a file below the app folder, as Graph's redirect gives it. */
    public Optional<URI> downloadUrl(String person, String path) {
        OneDriveAccount account = account(person);
        return account.find(account.appRoot(), path)
                .map(item -> URI.create(origin() + DownloadHost.address(account, item)));
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    private String origin() {
        return scheme + "://127.0.0.1:" + server.port();
    }

    private OneDriveAccount open(String person) {
        try {
            return new OneDriveAccount(person, data.resolve(person), appFolderName);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reply handle(Call call) throws IOException {
        String path = call.rawPath();
        if (path.startsWith("/_simulator/")) {
            return control(call, path.substring("/_simulator/".length()));
        }
        Optional<Reply> planned = faults.take(call.method(), path);
        if (planned.isPresent()) {
            return planned(call, planned.get());
        }
        try {
            if (path.startsWith(UploadHost.PATH)) {
                return uploads.handle(
                        call, account(path.substring(UploadHost.PATH.length()).split("/", -1)[0]));
            }
            if (path.startsWith(DownloadHost.PATH)) {
                return downloads.handle(
                        call, account(path.substring(DownloadHost.PATH.length()).split("/", -1)[0]));
            }
            return graph(call, path);
        } catch (GraphError error) {
            return error.reply();
        }
    }

    /** A planned answer; if it asks to be left alone, whoever calls earlier breaks the rule. */
    private Reply planned(Call call, Reply reply) {
        personOf(call)
                .ifPresent(person -> Optional.ofNullable(reply.headers().get("Retry-After"))
                        .filter(seconds -> seconds.matches("[0-9]+"))
                        .ifPresent(
                                seconds -> quietUntil.put(person, Instant.now().plusSeconds(Long.parseLong(seconds)))));
        return reply;
    }

    private Optional<String> personOf(Call call) {
        for (String host : List.of(UploadHost.PATH, DownloadHost.PATH)) {
            if (call.rawPath().startsWith(host)) {
                return Optional.of(call.rawPath().substring(host.length()).split("/", -1)[0]);
            }
        }
        return authority.personOf(call.header("Authorization").orElse(""));
    }

    private Reply graph(Call call, String path) throws IOException {
        String person = authority
                .personOf(call.header("Authorization").orElse(""))
                .orElseThrow(() -> new GraphError(
                        401, "InvalidAuthenticationToken", "Access token has expired or is not yet valid."));
        Instant quiet = quietUntil.getOrDefault(person, Instant.MIN);
        if (Instant.now().isBefore(quiet)) {
            violations.add(call.method() + " " + path + " came before Retry-After was over");
        }
        if (!path.startsWith(GRAPH)) {
            throw new GraphError(400, "BadRequest", "Invalid version");
        }
        OneDriveAccount account = account(person);
        synchronized (account) {
            return new GraphRoutes(account, origin()).handle(call, path.substring(GRAPH.length()));
        }
    }

    private Reply control(Call call, String what) throws IOException {
        JsonNode body = call.json();
        switch (what) {
            case "answers" -> plan(body);
            case "quota" ->
                account(body.path("person").asText("alex"))
                        .setQuota(
                                body.path("totalBytes").asLong(),
                                body.path("usedBytes").asLong());
            case "violations" -> {
                return Reply.json(200, violations.all());
            }
            case "received" -> {
                return Reply.json(200, received());
            }
            default -> {
                return Reply.json(404, Map.of("try", List.of("answers", "quota", "violations", "received")));
            }
        }
        return Reply.empty(204);
    }

    private void plan(JsonNode body) {
        Map<String, String> headers = new LinkedHashMap<>();
        body.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        faults.answerNext(
                body.path("times").asInt(1),
                body.path("method").asText("*"),
                body.path("path").asText("."),
                body.path("status").asInt(503),
                headers,
                body.path("body").asText(""));
    }

    private Map<String, Object> received() {
        Map<String, Object> all = new LinkedHashMap<>();
        accounts.forEach((person, account) -> all.put(
                person,
                Map.of("receivedBytes", account.bytesReceived(), "receivedTwiceBytes", account.bytesReceivedTwice())));
        return all;
    }
}
