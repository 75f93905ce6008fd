package io.driverelay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driverelay.function.ContractDocument;
import io.driverelay.function.ContractDocument.Operation;
import io.driverelay.local.HomeClient.Answer;
import io.driverelay.local.HomeClient.Linked;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract, lived through: every operation is called at the packaged app and does its work, with each of its examples; each answer is held to
 * the contract on its way.
 */
class ExamplesIT {
    private static final byte[] CONTENT = "hello".getBytes(StandardCharsets.UTF_8);
    private static RunningApp app;

    private final Map<String, String> ids = new HashMap<>(Map.of("path", "Snapshots/photo.jpg"));
    private final Set<String> done = new TreeSet<>();
    private Linked home;

    @BeforeAll
    static void start() throws Exception {
        app = new RunningApp(Map.of());
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    static Stream<Operation> takingMembers() {
        return ContractDocument.OPERATIONS.stream()
                .filter(operation -> !operation.bodyMembers().isEmpty());
    }

    static Stream<Operation> takingParameters() {
        // what Microsoft sends along in a browser is passed over
        return ContractDocument.OPERATIONS.stream()
                .filter(operation -> !operation.queryParameters().isEmpty()
                        && !operation.path().startsWith("/sign-in/"))
                .filter(operation -> !operation.method().equals("HEAD"));
    }

    @Test
    void everyOperationDoesAsItsExamplesSay() throws Exception {
        connect();
        look();
        for (JsonNode example : operation("openUpload").examples()) {
            if (example.has("uploads")) {
                call("openUpload", json(example))
                        .path("uploads")
                        .forEach(one -> assertThat(one.path("status").asInt()).isEqualTo(201));
            } else {
                carry(example);
            }
        }
        fail(operation("openUpload").examples().get(0));
        for (JsonNode example : operation("receiveFile").examples()) {
            JsonNode sent = call("receiveFile", BodyPublishers.ofString(example.asText()));
            app.await(home, sent, RunningApp.is("delivered"));
        }
        restore();
        leave();

        assertThat(done)
                .containsExactlyInAnyOrderElementsOf(
                        ContractDocument.OPERATIONS.stream().map(Operation::id).toList());
    }

    /** What the contract says that a body may hold is what the door says that it takes. */
    @ParameterizedTest
    @MethodSource("takingMembers")
    void bodyHasTheMembersThatTheDoorTakes(Operation operation) throws Exception {
        connect();
        String detail = send(operation, "", BodyPublishers.ofString("{\"no-such-member\":1}"))
                .expect(400)
                .path("errors")
                .findParents("pointer")
                .stream()
                .filter(error -> error.path("pointer").asText().equals("/no-such-member"))
                .map(error -> error.path("detail").asText())
                .findFirst()
                .orElseThrow();

        assertThat(detail).startsWith("is not a field of this request");
        assertThat(listed(detail, "which takes ")).containsExactlyInAnyOrderElementsOf(operation.bodyMembers());
    }

    @ParameterizedTest
    @MethodSource("takingParameters")
    void queryHasTheParametersThatTheDoorTakes(Operation operation) throws Exception {
        connect();
        ids.put(
                "uploadId",
                app.open(home, RunningApp.file("a.txt", 1, "")).path("id").asText());
        BodyPublisher body = operation.method().equals("PUT") ? BodyPublishers.ofByteArray(CONTENT) : null;
        String detail = send(operation, "?no-such-parameter=1", body)
                .expect(400)
                .path("detail")
                .asText();

        assertThat(listed(detail, "It takes: ")).containsExactlyInAnyOrderElementsOf(operation.queryParameters());
    }

    private static List<String> listed(String detail, String after) {
        return Arrays.asList(
                detail.replaceFirst(".*" + after, "").replaceFirst("[.]$", "").split(", "));
    }

    private void connect() throws Exception {
        for (JsonNode example : operation("createConnection").examples()) {
            JsonNode made = call("createConnection", json(example));
            if (home == null) {
                home = new Linked(
                        made.path("id").asText(),
                        made.path("homeKey").asText(),
                        URI.create(made.path("signInUrl").asText()));
            }
        }
        ids.put("connectionId", home.id());
        for (JsonNode example : operation("createKey").examples()) {
            ids.put("keyId", call("createKey", json(example)).path("id").asText());
        }
        app.relay.simulators().authority().signInAs("robin-" + home.id());
        assertThat(app.client.signIn(home.signInUrl()).statusCode()).isEqualTo(200);
        for (JsonNode example : operation("changeConnection").examples()) {
            call("changeConnection", json(example));
            call("planRetention", null);
        }
    }

    /** What changes nothing, and the links that somebody else would open. */
    private void look() throws Exception {
        for (Operation operation : ContractDocument.OPERATIONS) {
            boolean looks =
                    operation.method().equals("GET") || operation.method().equals("HEAD");
            if (looks
                    && !operation.path().matches(".*\\{(uploadId|backupId)}.*")
                    && !operation.path().startsWith("/sign-in/")) {
                call(operation.id(), null);
            }
        }
        String link = call("newSignIn", null).path("signInUrl").asText();
        send(operation("startSignIn"), "?" + URI.create(link).getRawQuery(), null)
                .expect(302);
        done.add("startSignIn");
        // without the cookie: a page that says so
        assertThat(send(operation("endSignIn"), "?state=none&code=none", null).status())
                .isEqualTo(400);
        done.add("endSignIn");
        call("endSignInLink", null);
    }

    private void carry(JsonNode example) throws Exception {
        ids.put("uploadId", call("openUpload", json(example)).path("id").asText());
        JsonNode opened = call("newStagingUrl", null);
        boolean blocks = example.path("transfer").asText().equals("blocks");
        assertThat(blocks ? app.putBlock(opened, 0, CONTENT) : app.put(opened, CONTENT))
                .isEqualTo(201);
        call("getUpload", null);
        call("commitUpload", null);
        app.await(home, opened, RunningApp.is("delivered"));
        call("getUpload", null);
        call("getUploadHead", null);
        call("listUploads", null);
    }

    /** The same name once more, where it may not be taken: it fails, may be tried again, and is dismissed. */
    private void fail(JsonNode example) throws Exception {
        JsonNode twice = ((ObjectNode) example.deepCopy()).put("conflict", "fail");
        JsonNode opened = call("openUpload", json(twice));
        ids.put("uploadId", opened.path("id").asText());
        app.put(opened, "other".getBytes(StandardCharsets.UTF_8));
        call("commitUpload", null);
        app.await(home, opened, RunningApp.is("failed"));
        call("retryUpload", null);
        app.await(home, opened, RunningApp.is("failed"));
        call("cancelUpload", null);
    }

    private void restore() throws Exception {
        JsonNode backup = call("listBackups", null).path("items").path(0);
        ids.put("backupId", backup.path("backup_id").asText());
        for (String look : List.of("getBackup", "getBackupHead", "backupContent", "backupContentHead")) {
            call(look, null);
        }
        call("deleteBackup", null);
        assertThat(call("listBackups", null).path("items")).isEmpty();
        call("deleteFile", null);
        call("deleteFiles", json(operation("deleteFiles").examples().get(0)))
                .path("files")
                .forEach(one -> assertThat(one.path("status").asInt()).isIn(200, 204));
    }

    private void leave() throws Exception {
        call("revokeKey", null);
        send(operation("revokeKey"), "?uploads=cancel", null).expect(200);
        call("deleteConnection", null);
    }

    private JsonNode call(String operationId, BodyPublisher body) throws Exception {
        Answer answer = send(operation(operationId), "", body);
        assertThat(answer.status()).as("%s: %s", operationId, answer.json()).isBetween(200, 299);
        done.add(operationId);
        return answer.json();
    }

    private Answer send(Operation operation, String query, BodyPublisher body) throws Exception {
        String path = operation.path();
        for (Map.Entry<String, String> id : ids.entrySet()) {
            path = path.replace("{" + id.getKey() + "}", id.getValue());
        }
        Map<String, String> headers = new HashMap<>();
        operation
                .says()
                .path("security")
                .findValues("homeKey")
                .forEach(any -> headers.put("x-home-key", home.homeKey()));
        operation
                .says()
                .path("security")
                .findValues("functionKey")
                .forEach(any -> headers.put("x-functions-key", app.relay.functionKey()));
        operation
                .says()
                .path("requestBody")
                .path("content")
                .fieldNames()
                .forEachRemaining(type -> headers.put("Content-Type", type));
        return app.client.call(
                operation.method(), path + query, headers, body == null ? BodyPublishers.noBody() : body);
    }

    private static BodyPublisher json(JsonNode body) {
        return BodyPublishers.ofString(body.toString());
    }

    private static Operation operation(String id) {
        return ContractDocument.OPERATIONS.stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
