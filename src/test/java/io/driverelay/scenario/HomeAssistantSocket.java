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

    private static final String GONE = "\"the line has ended\"";

    private HomeAssistantSocket() {}

    /** One command, and its result. */
    static JsonNode command(URI address, String token, String type, JsonNode fields) throws Exception {
        JsonNode result = MAPPER.readTree(said(address, token, type, fields));
        if (!result.path("success").asBoolean()) {
            throw new IllegalStateException(type + " answers " + result);
        }
        return result.path("result");
    }

    /** One command that ends Home Assistant itself, so that there is no result of it. */
    static void lastCommand(URI address, String token, String type, JsonNode fields) throws Exception {
        String said = said(address, token, type, fields);
        if (!said.equals(GONE)) {
            throw new IllegalStateException(type + " answers " + said);
        }
    }

    private static String said(URI address, String token, String type, JsonNode fields) throws Exception {
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
            return String.valueOf(heard.poll(60, TimeUnit.SECONDS));
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

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.add(GONE);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            heard.add(GONE);
        }
    }
}
