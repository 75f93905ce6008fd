package io.driverelay.local.simulator;

import io.driverelay.local.tls.ServerIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** OneDrive personal behind Graph 1.0, with its upload and download hosts, and a door for whoever plays with it. */
public final class OneDriveSimulator implements AutoCloseable {
    private static final String GRAPH = "/v1.0";

    private final Path data;
    private final String scheme;
    private final String appFolderName;
    private final AuthoritySimulator authority;
    private final SimulatedWorld common;
    private final AskedPauses pauses;
    private final Map<String, OneDriveAccount> accounts = new ConcurrentHashMap<>();
    private final UploadHost uploads;
    private final DownloadHost downloads;
    private final ControlDoor control;
    private final Server server;

    OneDriveSimulator(
            Path data,
            int port,
            Optional<ServerIdentity> certificate,
            String appFolderName,
            AuthoritySimulator authority,
            SimulatedWorld common)
            throws IOException {
        this.data = data;
        this.scheme = certificate.isPresent() ? "https" : "http";
        this.appFolderName = appFolderName;
        this.authority = authority;
        this.common = common;
        this.pauses = new AskedPauses(common.clocks(), common.violations());
        this.uploads = new UploadHost(common.violations());
        this.downloads = new DownloadHost(common.violations());
        this.control = new ControlDoor(common, this::account, accounts::values);
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
            return new OneDriveAccount(person, data.resolve(person), appFolderName, common);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reply handle(Call call) throws IOException {
        if (call.rawPath().startsWith(ControlDoor.PATH)) {
            return control.handle(call);
        }
        Optional<String> person = personOf(call);
        person.ifPresent(who -> {
            common.calls().add(who, call);
            pauses.check(who, call);
            delay(account(who).behaviours().answersAfterMillis);
        });
        Optional<Reply> planned = common.faults().take(call.method(), call.rawPath());
        if (planned.isPresent()) {
            return person.map(who -> pauses.noted(who, planned.get())).orElseGet(planned::get);
        }
        return common.faults().sent(call.method(), call.rawPath(), answerOrError(call, person));
    }

    private static void delay(int millis) {
        if (millis == 0) {
            return;
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply answerOrError(Call call, Optional<String> person) throws IOException {
        try {
            return answer(call, person.orElseThrow(OneDriveSimulator::unknownPerson));
        } catch (GraphError error) {
            return error.reply();
        }
    }

    private Optional<String> personOf(Call call) {
        for (String host : List.of(UploadHost.PATH, DownloadHost.PATH)) {
            if (call.rawPath().startsWith(host)) {
                return Optional.of(call.rawPath().substring(host.length()).split("/", -1)[0]);
            }
        }
        return authority.personOf(call.header("Authorization").orElse(""));
    }

    private static GraphError unknownPerson() {
        return new GraphError(401, "InvalidAuthenticationToken", "Access token has expired or is not yet valid.");
    }

    private Reply answer(Call call, String person) throws IOException {
        String path = call.rawPath();
        OneDriveAccount account = account(person);
        if (!path.startsWith(DownloadHost.PATH)) {
            Optional<Reply> refused = account.behaviours().everything.take();
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        if (path.startsWith(UploadHost.PATH)) {
            return uploads.handle(call, account);
        }
        if (path.startsWith(DownloadHost.PATH)) {
            return downloads.handle(call, account);
        }
        if (!path.startsWith(GRAPH)) {
            throw new GraphError(400, "BadRequest", "Invalid version");
        }
        synchronized (account) {
            return new GraphRoutes(account, origin())
                    .handle(call, path.substring(GRAPH.length()))
                    .with("request-id", UUID.randomUUID().toString());
        }
    }
}
