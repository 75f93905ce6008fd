package io.driverelay.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.driverelay.transport.Answer;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** An answer, whatever it holds: HTML, nothing and half a document are classified by the status alone. */
record GraphReply(int status, Function<String, Optional<String>> header, JsonNode json) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static GraphReply of(int status, Function<String, Optional<String>> header, byte[] body) {
        return new GraphReply(status, header, parse(body));
    }

    static GraphReply of(Answer answer) {
        return of(answer.status(), name -> Optional.ofNullable(answer.headers().get(name)), answer.body());
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode parsed = MAPPER.readTree(body);
            return parsed == null ? MissingNode.getInstance() : parsed;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
