package io.driverelay.local.simulator;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import io.driverelay.local.tls.ServerIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Key Vault's secrets, over https, with its challenge. Each set makes another version, and a disabled one is not given out. What is deleted is
 * kept with its versions, and its name is taken until it is recovered or purged.
 */
public final class KeyVaultSimulator implements AutoCloseable {
    private static final String CHALLENGE =
            "Bearer authorization=\"https://login.microsoftonline.com/%s\", resource=\"https://vault.azure.net\"";

    private static final int PAGE = 25;

    private final Path file;
    private final State state;
    private final IdentitySimulator identity;
    private final SimulatedWorld common;
    private final AskedPauses pauses;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Server server;

    @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
    static final class State {
        Map<String, List<SecretVersion>> live = new LinkedHashMap<>();
        Map<String, List<SecretVersion>> deleted = new LinkedHashMap<>();
    }

    KeyVaultSimulator(
            Path data, int port, IdentitySimulator identity, ServerIdentity certificate, SimulatedWorld common)
            throws IOException {
        this.file = data.resolve("vault-versions.json");
        this.state = Stored.read(file, State.class, State::new);
        this.identity = identity;
        this.common = common;
        this.pauses = new AskedPauses(common.clocks(), common.violations());
        this.server = Server.on(port, Optional.of(certificate), this::handle);
    }

    public URI url() {
        return URI.create("https://127.0.0.1:" + server.port());
    }

    /** Nothing changes where it is that already. */
    public synchronized void seed(String name, String value) {
        if (!get(name).equals(Optional.of(value))) {
            set(name, SecretVersion.of(value, now()));
            Stored.write(file, state);
        }
    }

    /** As somebody does in the portal; recovered by whoever sets it again. */
    public synchronized void delete(String name) {
        state.deleted.put(name, state.live.remove(name));
        Stored.write(file, state);
    }

    /** The newest version's value, be it enabled or not. */
    public synchronized Optional<String> get(String name) {
        return Optional.ofNullable(state.live.get(name)).map(versions -> newest(versions).value);
    }

    /** Oldest first; also of a secret that is deleted. */
    public synchronized List<SecretVersion> versions(String name) {
        return List.copyOf(state.live.getOrDefault(name, state.deleted.getOrDefault(name, List.of())));
    }

    public synchronized boolean isDeleted(String name) {
        return state.deleted.containsKey(name);
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
        String rest = path.length > 3 ? path[3] : "";
        boolean deleted = path[1].equals("deletedsecrets");
        asked.add(deleted ? asked(call.method(), "Deleted Secret", rest) : asked(call.method(), "Secret", rest));
        Reply reply = deleted ? deleted(call, path[2], rest) : secret(call, path[2], rest);
        Stored.write(file, state);
        return reply;
    }

    private static String asked(String method, String what, String rest) {
        return switch (method) {
            case "GET" -> rest.equals("versions") ? "List Secret Versions" : "Get " + what;
            case "PUT" -> "Set " + what;
            case "PATCH" -> "Update " + what;
            case "DELETE" -> "Delete " + what;
            default -> (rest.equals("recover") ? "Recover " : method + " ") + what;
        };
    }

    private Reply secret(Call call, String name, String rest) throws IOException {
        if (call.method().equals("PUT")) {
            return state.deleted.containsKey(name)
                    ? error(409, "Conflict")
                    : Reply.json(200, bundle(name, set(name, SecretVersion.of(call.json(), now())), true));
        }
        List<SecretVersion> versions = state.live.get(name);
        if (versions == null) {
            return error(404, "SecretNotFound");
        }
        if (call.method().equals("DELETE")) {
            delete(name);
            return Reply.json(200, deletedBundle(name));
        }
        return rest.equals("versions") ? page(call, name, versions) : version(call, name, rest, versions);
    }

    private Reply version(Call call, String name, String id, List<SecretVersion> versions) throws IOException {
        SecretVersion found = versions.stream()
                .filter(version -> id.isEmpty() || version.id.equals(id))
                .reduce((older, newer) -> newer)
                .orElse(null);
        if (found == null) {
            return error(404, "SecretNotFound");
        }
        if (call.method().equals("PATCH")) {
            found.change(call.json(), now());
            return Reply.json(200, bundle(name, found, false));
        }
        return found.enabled ? Reply.json(200, bundle(name, found, true)) : disabled();
    }

    /** In the order of their ids, which are random, and at most so many as the vault gives at once. */
    private Reply page(Call call, String name, List<SecretVersion> versions) {
        String after = call.query().getOrDefault("$skiptoken", "");
        int asked = Integer.parseInt(call.query().getOrDefault("maxresults", Integer.toString(PAGE)));
        List<SecretVersion> left = versions.stream()
                .filter(version -> version.id.compareTo(after) > 0)
                .sorted(Comparator.comparing(version -> version.id))
                .toList();
        List<SecretVersion> page = left.stream().limit(Math.min(asked, PAGE)).toList();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put(
                "value",
                page.stream().map(version -> bundle(name, version, false)).toList());
        view.put(
                "nextLink",
                page.size() == left.size()
                        ? null
                        : url() + "/secrets/" + name + "/versions?api-version="
                                + call.query().get("api-version") + "&$skiptoken=" + page.get(page.size() - 1).id
                                + "&maxresults=" + asked);
        return Reply.json(200, view);
    }

    private Reply deleted(Call call, String name, String rest) {
        if (!state.deleted.containsKey(name)) {
            return error(404, "SecretNotFound");
        }
        if (rest.equals("recover")) {
            state.live.put(name, state.deleted.remove(name));
            return Reply.json(200, bundle(name, newest(state.live.get(name)), false));
        }
        if (call.method().equals("DELETE")) {
            state.deleted.remove(name);
            return Reply.empty(204);
        }
        return Reply.json(200, deletedBundle(name));
    }

    private SecretVersion set(String name, SecretVersion version) {
        state.live.computeIfAbsent(name, first -> new ArrayList<>()).add(version);
        return version;
    }

    private static SecretVersion newest(List<SecretVersion> versions) {
        return versions.get(versions.size() - 1);
    }

    private Map<String, Object> bundle(String name, SecretVersion version, boolean withValue) {
        Map<String, Object> view = version.view(withValue);
        view.put("id", url() + "/secrets/" + name + "/" + version.id);
        return view;
    }

    private Map<String, Object> deletedBundle(String name) {
        Map<String, Object> view = bundle(name, newest(state.deleted.get(name)), false);
        view.put("recoveryId", url() + "/deletedsecrets/" + name);
        view.put("deletedDate", now());
        view.put("scheduledPurgeDate", now() + 7_776_000);
        return view;
    }

    private long now() {
        return common.clocks().now(Clocks.VAULT).getEpochSecond();
    }

    private static Reply disabled() {
        return Reply.json(
                403,
                Map.of(
                        "error",
                        Map.of(
                                "code",
                                "Forbidden",
                                "message",
                                "Operation get is not allowed on a disabled secret.",
                                "innererror",
                                Map.of("code", "SecretDisabled"))));
    }

    private static Reply error(int status, String code) {
        return Reply.json(status, Map.of("error", Map.of("code", code, "message", code)));
    }
}
