package io.driverelay.local.simulator;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A small answer, and how it goes out. */
@SuppressWarnings("ArrayRecordComponent") // written once
record Reply(int status, Map<String, String> headers, byte[] body, Manner manner) {
    /** LOST: the line closes instead. STALLED: the head and ten bytes, then nothing. TRICKLING: a byte now and then. */
    enum Manner {
        AT_ONCE,
        LOST,
        STALLED,
        TRICKLING
    }

    Reply(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, Manner.AT_ONCE);
    }

    Reply(int status, Map<String, String> headers, String body) {
        this(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    Reply with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Reply(status, all, body, manner);
    }

    Reply in(Manner another) {
        return new Reply(status, headers, body, another);
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
