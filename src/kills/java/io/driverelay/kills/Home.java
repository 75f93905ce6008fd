package io.driverelay.kills;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.local.HomeClient;
import io.driverelay.local.HomeClient.Answer;
import io.driverelay.local.HomeClient.Linked;
import io.driverelay.local.LocalRelay;
import io.driverelay.local.simulator.OneDriveAccount;
import java.io.IOException;
import java.util.Map;

/** One home with a drive of its own, that repeats whatever was not answered. */
record Home(HomeClient client, Linked linked, String folder, OneDriveAccount drive, Pulse pulse) {
    private static final long AGAIN_MILLIS = 150;
    /** So slow that a large file outlives many an app. */
    private static final long BYTES_PER_SECOND = 4_000_000;

    /** A request that may fail since the app is dead just now. */
    interface Request {
        Answer send() throws IOException;
    }

    static Home linked(LocalRelay relay, String person, Pulse pulse) throws IOException {
        relay.simulators().authority().signInAs(person);
        HomeClient client = relay.newClient();
        Linked made = client.createConnection("{\"name\":\"" + person + "\"}");
        if (client.signIn(made.signInUrl()).statusCode() != 200) {
            throw new IllegalStateException("the sign-in failed");
        }
        JsonNode connection =
                client.operator("GET", "/connections/" + made.id(), null).expect(200);
        String folder = connection.path("folder").path("name").asText();
        OneDriveAccount drive = relay.simulators().oneDrive().account(person);
        drive.behaviours().bytesPerSecond = BYTES_PER_SECOND;
        return new Home(client, made, folder, drive, pulse);
    }

    Answer open(Cargo cargo) throws InterruptedException {
        Map<String, String> headers = Map.of("x-home-key", linked.homeKey(), "Idempotency-Key", cargo.idempotencyKey());
        String path = "/connections/" + linked.id() + "/uploads";
        return answered(() -> client.call("POST", path, headers, cargo.request()));
    }

    Answer commit(String uploadId) throws InterruptedException {
        return answered(() -> client.home(linked, "POST", "/uploads/" + uploadId + "/commit", null));
    }

    Answer retry(String uploadId) throws InterruptedException {
        return answered(() -> client.home(linked, "POST", "/uploads/" + uploadId + "/retry", null));
    }

    Answer look(String uploadId) throws InterruptedException {
        return answered(() -> client.home(linked, "GET", "/uploads/" + uploadId, null));
    }

    JsonNode uploads() throws InterruptedException {
        return answered(() -> client.home(linked, "GET", "/uploads?limit=200", null))
                .expect(200);
    }

    /** Where a file of that sort lies, below the app folder. */
    String path(Cargo cargo, String name) {
        return cargo.backup() ? folder + "/" + name : name;
    }

    /** An answer that does not say "later". */
    private Answer answered(Request request) throws InterruptedException {
        while (true) {
            try {
                Answer answer = request.send();
                if (answer.status() < 500 && answer.status() != 429) {
                    pulse.beat();
                    return answer;
                }
            } catch (IOException e) {
                // there is no app at this moment
            }
            Thread.sleep(AGAIN_MILLIS);
        }
    }
}
