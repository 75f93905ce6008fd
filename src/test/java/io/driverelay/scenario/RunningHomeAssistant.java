package io.driverelay.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Home Assistant with the package that is shipped, called as its owner and as programs call it. */
final class RunningHomeAssistant implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String OWNER = "owner";

    final HomeAssistantFolder folder;
    final Path config;
    private final HomeAssistants.Release release;
    private final Map<String, String> environment;
    private final int port = freePort();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Process process;
    private String token;

    /** @param secrets what the package takes from {@code secrets.yaml} */
    RunningHomeAssistant(HomeAssistants.Release release, Map<String, String> secrets) throws IOException {
        this(release, secrets, Map.of());
    }

    /** @param environment of its processes */
    RunningHomeAssistant(HomeAssistants.Release release, Map<String, String> secrets, Map<String, String> environment)
            throws IOException {
        this.environment = environment;
        this.release = release;
        folder = HomeAssistantFolder.with(port, secrets);
        config = folder.path();
    }

    /** What a run of one of its scripts prints. */
    String script(String name, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("--script", name, "-c", config.toString()));
        all.addAll(List.of(words));
        Path printed = config.resolve("../printed-" + port);
        Process script = home(all).redirectOutput(printed.toFile()).start();
        if (!script.waitFor(120, TimeUnit.SECONDS)) {
            script.destroyForcibly();
        }
        return Files.readString(printed);
    }

    private ProcessBuilder home(List<String> words) {
        List<String> command = new ArrayList<>(List.of(release.python().toString(), "-m", "homeassistant"));
        command.addAll(words);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put(
                        "DRIVE_RELAY_SCRIPT",
                        config.resolve("packages/drive_relay.sh").toString());
        builder.environment().put("DRIVE_RELAY_HOME_ASSISTANT", base());
        builder.environment().putAll(environment);
        return builder;
    }

    /** Returns when it is up and its owner is signed in. */
    RunningHomeAssistant start() throws Exception {
        folder.ownerIsThere();
        script("auth", "add", OWNER, "secret");
        return up();
    }

    /** As a machine that goes down and comes up again: nothing of what it started lives on. */
    void reboot() throws Exception {
        stop();
        ProcessHandle.allProcesses()
                .filter(one -> one.info()
                        .arguments()
                        .map(List::of)
                        .orElse(List.of())
                        .contains(config.resolve("packages/drive_relay.sh").toString()))
                .flatMap(script -> Stream.concat(script.descendants(), Stream.of(script)))
                .forEach(ProcessHandle::destroyForcibly);
        token = null;
        up();
    }

    private RunningHomeAssistant up() throws Exception {
        process = run();
        await("it is up", () -> status("GET", "/api/", null) == 401);
        token = signIn();
        await(
                "it runs",
                () -> call("GET", "/api/config", null).path("state").asText().equals("RUNNING"));
        return this;
    }

    /** As on a new machine: nothing is there, and nobody has an account. */
    void startAnew() throws Exception {
        stop();
        folder.clear(port);
        token = null;
        process = run();
        await(
                "its first page takes backups",
                () -> call("GET", "/api/onboarding/backup/info", null)
                        .path("state")
                        .asText()
                        .equals("idle"));
    }

    /** After what was restored on its first page; whoever had an account has it again. */
    void startRestored() throws Exception {
        endsToBeStartedAgain();
        process = run();
        endsToBeStartedAgain();
        up();
    }

    private Process run() throws IOException {
        return home(List.of("--skip-pip", "-c", config.toString()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        config.resolve("../home-assistant-" + port + ".log").toFile()))
                .start();
    }

    private void endsToBeStartedAgain() throws Exception {
        if (!process.waitFor(180, TimeUnit.SECONDS) || process.exitValue() != 100) {
            throw new IllegalStateException("it goes on, or has failed\n" + log());
        }
    }

    private String signIn() throws IOException {
        String client = base() + "/";
        JsonNode flow = call(
                "POST",
                "/auth/login_flow",
                Map.of("client_id", client, "redirect_uri", client, "handler", new String[] {"homeassistant", null}));
        JsonNode done = call(
                "POST",
                "/auth/login_flow/" + flow.path("flow_id").asText(),
                Map.of("client_id", client, "username", OWNER, "password", "secret"));
        String form = "grant_type=authorization_code&client_id=" + client + "&code="
                + done.path("result").asText();
        return send(HttpRequest.newBuilder(URI.create(base() + "/auth/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)))
                .path("access_token")
                .asText();
    }

    /** {@code unavailable}, {@code unknown}, or what it is; empty where there is no such entity. */
    String state(String entity) throws IOException {
        return call("GET", "/api/states/" + entity, null).path("state").asText();
    }

    void act(String action, Map<String, ?> data) throws IOException {
        call("POST", "/api/services/" + action.replace('.', '/'), data);
    }

    /** What an action answers that gives an answer. */
    JsonNode answer(String action, Map<String, ?> data) throws IOException {
        return call("POST", "/api/services/" + action.replace('.', '/') + "?return_response", data)
                .path("service_response");
    }

    void shows(String entity, String state) throws Exception {
        await(entity + " is " + state, () -> state(entity).equals(state));
    }

    /** What its owner sees of them: all in one text. */
    String notifications() throws Exception {
        return command("persistent_notification/get", MAPPER.createObjectNode()).toString();
    }

    JsonNode call(String method, String path, Map<String, ?> bodyOrNull) throws IOException {
        return send(request(method, path, bodyOrNull));
    }

    /** What lies there, to the byte. */
    HttpResponse<byte[]> download(String path) throws Exception {
        return http.send(request("GET", path, null).build(), BodyHandlers.ofByteArray());
    }

    int status(String method, String path, Map<String, ?> bodyOrNull) throws IOException {
        try {
            return http.send(request(method, path, bodyOrNull).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private HttpRequest.Builder request(String method, String path, Map<String, ?> bodyOrNull) throws IOException {
        var body = bodyOrNull == null
                ? BodyPublishers.noBody()
                : BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(bodyOrNull));
        var request = HttpRequest.newBuilder(URI.create(base() + path)).method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return bodyOrNull == null ? request : request.header("Content-Type", "application/json");
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException {
        try {
            String answer = http.send(request.build(), BodyHandlers.ofString()).body();
            return answer.startsWith("{") || answer.startsWith("[") ? MAPPER.readTree(answer) : MAPPER.missingNode();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** One command to its websocket, and the result. */
    JsonNode command(String type, JsonNode fields) throws Exception {
        return HomeAssistantSocket.command(socket(), token, type, fields);
    }

    /** Asks for a backup to be restored: it ends, and the next process does it and ends as well, to be started again. */
    void restore(JsonNode backup) throws Exception {
        HomeAssistantSocket.lastCommand(socket(), token, "backup/restore", backup);
        endsToBeStartedAgain();
        process = run();
        endsToBeStartedAgain();
    }

    private URI socket() {
        return URI.create("ws://127.0.0.1:" + port + "/api/websocket");
    }

    interface Check {
        boolean holds() throws Exception;
    }

    void await(String what, Check check) throws Exception {
        for (int i = 0; i < 1800; i++) {
            try {
                if (check.holds()) {
                    return;
                }
            } catch (IOException e) {
                // not up yet, or going
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException(
                "not within three minutes: " + what + "\n" + log().replaceAll("(?m)^.*ban\\].*$\n", ""));
    }

    String base() {
        return "http://127.0.0.1:" + port;
    }

    String token() {
        return token;
    }

    /** Warnings and errors. */
    String log() throws IOException {
        return Files.readString(config.resolve("../home-assistant-" + port + ".log"));
    }

    void stop() throws IOException {
        try {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            stop();
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
