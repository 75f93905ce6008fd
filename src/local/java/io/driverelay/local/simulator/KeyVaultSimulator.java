package io.driverelay.local.simulator;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import io.driverelay.local.tls.ServerIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Key Vault's secrets, over https, with its challenge. What is deleted is kept, and its name is taken until it is recovered or purged. */
public final class KeyVaultSimulator implements AutoCloseable {
    private static final String CHALLENGE =
            "Bearer authorization=\"https://login.microsoftonline.com/%s\", resource=\"https://vault.azure.net\"";

    private static final Map<String, String> VERBS = Map.of("GET", "Get", "PUT", "Set", "DELETE", "Delete");

    private final Path file;
    private final State state;
    private final IdentitySimulator identity;
    private final SimulatedWorld common;
    private final AskedPauses pauses;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Server server;

    @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
    static final class State {
        Map<String, String> secrets = new LinkedHashMap<>();
        Map<String, String> deleted = new LinkedHashMap<>();
    }

    KeyVaultSimulator(
            Path data, int port, IdentitySimulator identity, ServerIdentity certificate, SimulatedWorld common)
            throws IOException {
        this.file = data.resolve("vault.json");
        this.state = Stored.read(file, State.class, State::new);
        this.identity = identity;
        this.common = common;
        this.pauses = new AskedPauses(common.clocks(), common.violations());
        this.server = Server.on(port, Optional.of(certificate), this::handle);
    }

    public URI url() {
        return URI.create("https://127.0.0.1:" + server.port());
    }

    public synchronized void seed(String name, String value) {
        state.secrets.put(name, value);
        Stored.write(file, state);
    }

    public synchronized Optional<String> get(String name) {
        return Optional.ofNullable(state.secrets.get(name));
    }

    /** Each operation that was allowed, in the order they came. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    private synchronized Reply handle(Call call) throws IOException {
        boolean allowed = call.header("Authorization")
                .filter(header -> header.startsWith("Bearer "))
                .filter(header -> identity.hasGiven(header.substring("Bearer ".length()), "https://vault.azure.net"))
                .isPresent();
        if (!allowed) {
            String challenge = CHALLENGE.formatted("9188040d-6c67-4c5b-b112-36a304b66dad");
            return new Reply(
                    401,
                    Map.of("WWW-Authenticate", challenge, "Content-Type", "application/json"),
                    "{\"error\":{\"code\":\"Unauthorized\",\"message\":\"AKV10000\"}}");
        }
        if (!call.query().containsKey("api-version")) {
            return error(400, "BadParameter");
        }
        pauses.check(Clocks.VAULT, call);
        Optional<Reply> planned = common.faults().takeNamed("secrets/", call.method(), call.rawPath());
        return planned.isPresent() ? pauses.noted(Clocks.VAULT, planned.get()) : operation(call);
    }

    private Reply operation(Call call) throws IOException {
        String[] path = call.rawPath().split("/", -1);
        if (path.length < 3 || !path[2].matches("[0-9a-zA-Z-]{1,127}")) {
            return error(400, "BadParameter");
        }
        boolean recovers = path.length > 3 && path[3].equals("recover");
        asked.add((recovers ? "Recover" : VERBS.getOrDefault(call.method(), call.method()))
                + (path[1].equals("deletedsecrets") ? " Deleted Secret" : " Secret"));
        Reply reply = path[1].equals("deletedsecrets") ? deleted(call, path[2], recovers) : secret(call, path[2]);
        Stored.write(file, state);
        return reply;
    }

    private Reply secret(Call call, String name) throws IOException {
        if (call.method().equals("PUT")) {
            if (state.deleted.containsKey(name)) {
                return error(409, "Conflict");
            }
            state.secrets.put(name, call.json().path("value").asText());
            return Reply.json(200, bundle(name, state.secrets.get(name)));
        }
        if (!state.secrets.containsKey(name)) {
            return error(404, "SecretNotFound");
        }
        if (call.method().equals("DELETE")) {
            state.deleted.put(name, state.secrets.remove(name));
            return Reply.json(200, deletedBundle(name));
        }
        return Reply.json(200, bundle(name, state.secrets.get(name)));
    }

    private Reply deleted(Call call, String name, boolean recover) {
        if (!state.deleted.containsKey(name)) {
            return error(404, "SecretNotFound");
        }
        if (recover) {
            state.secrets.put(name, state.deleted.remove(name));
            return Reply.json(200, bundle(name, null));
        }
        if (call.method().equals("DELETE")) {
            state.deleted.remove(name);
            return Reply.empty(204);
        }
        return Reply.json(200, deletedBundle(name));
    }

    private Map<String, Object> bundle(String name, String value) {
        Map<String, Object> view = new LinkedHashMap<>();
        if (value != null) {
            view.put("value", value);
        }
        view.put(
                "id",
                url() + "/secrets/" + name + "/" + UUID.randomUUID().toString().replace("-", ""));
        long now = common.clocks().now(Clocks.VAULT).getEpochSecond();
        view.put("attributes", Map.of("enabled", true, "created", now, "updated", now, "recoveryLevel", "Recoverable"));
        return view;
    }

    private Map<String, Object> deletedBundle(String name) {
        Map<String, Object> view = bundle(name, null);
        view.put("recoveryId", url() + "/deletedsecrets/" + name);
        view.put("deletedDate", common.clocks().now(Clocks.VAULT).getEpochSecond());
        view.put("scheduledPurgeDate", common.clocks().now(Clocks.VAULT).getEpochSecond() + 7_776_000);
        return view;
    }

    private static Reply error(int status, String code) {
        return Reply.json(status, Map.of("error", Map.of("code", code, "message", code)));
    }
}
