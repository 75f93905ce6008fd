package io.driverelay.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Home Assistant's websocket, by which its own pages speak: what has no other way. */
final class HomeAssistantSocket {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private HomeAssistantSocket() {}

    /** One command, and its result. */
    static JsonNode command(URI address, String token, String type, JsonNode fields) throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Texts(heard))
                .get(30, TimeUnit.SECONDS);
        try {
            heard.poll(30, TimeUnit.SECONDS);
            socket.sendText("{\"type\":\"auth\",\"access_token\":\"" + token + "\"}", true)
                    .join();
            heard.poll(30, TimeUnit.SECONDS);
            ObjectNode command = ((ObjectNode) fields).put("id", 1).put("type", type);
            socket.sendText(command.toString(), true).join();
            JsonNode result = MAPPER.readTree(heard.poll(60, TimeUnit.SECONDS));
            if (!result.path("success").asBoolean()) {
                throw new IllegalStateException(type + " answers " + result);
            }
            return result.path("result");
        } finally {
            socket.abort();
        }
    }

    private record Texts(BlockingQueue<String> heard, StringBuilder part) implements WebSocket.Listener {
        Texts(BlockingQueue<String> heard) {
            this(heard, new StringBuilder());
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            part.append(text);
            if (last) {
                heard.add(part.toString());
                part.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, text, last);
        }
    }
}
