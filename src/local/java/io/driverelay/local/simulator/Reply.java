package io.driverelay.local.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A small answer. */
@SuppressWarnings("ArrayRecordComponent") // written once
record Reply(int status, Map<String, String> headers, byte[] body) {
    Reply(int status, Map<String, String> headers, String body) {
        this(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0]);
    }

    static Reply json(int status, Object body) {
        return new Reply(status, Map.of("Content-Type", "application/json"), Stored.text(body));
    }

    static Reply redirect(String location) {
        return new Reply(302, Map.of("Location", location), new byte[0]);
    }
}
