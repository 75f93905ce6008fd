package io.driverelay.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** A home, and whoever runs the relay, over HTTP only. */
public final class HomeClient {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final URI api;
    private final String functionKey;
    private final Heard heard;
    private final HttpClient http;

    /** Is told of each answer of the relay's own interface. */
    public interface Heard {
        /** @param path below {@code /api}, as it was sent */
        void answer(String method, String path, HttpResponse<byte[]> answer);
    }

    /** @param tls trusts the storage that the home puts to */
    public HomeClient(URI api, String functionKey, SSLContext tls) {
        this(api, functionKey, tls, (method, path, answer) -> {});
    }

    private HomeClient(URI api, String functionKey, SSLContext tls, Heard heard) {
        this.api = api;
        this.functionKey = functionKey;
        this.heard = heard;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** The same, and every answer is told to somebody. */
    public HomeClient telling(Heard listener) {
        return new HomeClient(api, functionKey, http.sslContext(), listener);
    }

    /** An answer; {@code json} is missing where there was none. */
    public record Answer(int status, JsonNode json, HttpResponse<byte[]> raw) {
        public JsonNode expect(int wanted) {
            if (status != wanted) {
                throw new IllegalStateException("expected " + wanted + " and got " + status + ": " + json);
            }
            return json;
        }
    }

    /** A connection that was just made. */
    public record Linked(String id, String homeKey, URI signInUrl) {}

    public Linked createConnection(String body) throws IOException {
        JsonNode made = operator("POST", "/connections", body).expect(201);
        return new Linked(
                made.path("id").asText(),
                made.path("homeKey").asText(),
                URI.create(made.path("signInUrl").asText()));
    }

    /** Walks the sign-in's redirects as a browser does, cookies included; gives the last page's answer. */
    public HttpResponse<String> signIn(URI link) throws IOException {
        HttpClient browser = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();
        return send(browser, HttpRequest.newBuilder(link).build(), BodyHandlers.ofString());
    }

    public Answer operator(String method, String path, String bodyOrNull) throws IOException {
        return call(method, path, Map.of("x-functions-key", functionKey), bodyOrNull);
    }

    public Answer home(Linked home, String method, String path, String bodyOrNull) throws IOException {
        return call(method, "/connections/" + home.id() + path, Map.of("x-home-key", home.homeKey()), bodyOrNull);
    }

    public Answer call(String method, String path, Map<String, String> headers, String bodyOrNull) throws IOException {
        BodyPublisher body = bodyOrNull == null ? BodyPublishers.noBody() : BodyPublishers.ofString(bodyOrNull);
        return call(method, path, headers, body);
    }

    public Answer call(String method, String path, Map<String, String> headers, BodyPublisher body) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(api + path)).method(method, body);
        headers.forEach(request::header);
        HttpResponse<byte[]> answer = send(http, request.build(), BodyHandlers.ofByteArray());
        heard.answer(method, path, answer);
        return new Answer(answer.statusCode(), MAPPER.readTree(textOf(answer)), answer);
    }

    /** Puts to a staging URL with the headers that came with it; the status. */
    public int put(JsonNode staging, long length, Supplier<InputStream> content) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(staging.path("url").asText()))
                .PUT(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(content), Math.max(length, 1)));
        if (length == 0) {
            request.PUT(BodyPublishers.noBody());
        }
        staging.path("headers")
                .properties()
                .forEach(header ->
                        request.header(header.getKey(), header.getValue().asText()));
        return send(http, request.build(), BodyHandlers.discarding()).statusCode();
    }

    /** What lies at a pre-authenticated address. */
    public InputStream download(URI url) throws IOException {
        return send(http, HttpRequest.newBuilder(url).build(), BodyHandlers.ofInputStream())
                .body();
    }

    /** Puts one block of a staging URL for blocks; the status. */
    public int putBlock(JsonNode staging, String blockId, byte[] block) throws IOException {
        URI url = URI.create(staging.path("url").asText() + "&comp=block&blockid="
                + java.net.URLEncoder.encode(blockId, java.nio.charset.StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(url)
                .PUT(BodyPublishers.ofByteArray(block))
                .build();
        return send(http, request, BodyHandlers.discarding()).statusCode();
    }

    private static byte[] textOf(HttpResponse<byte[]> answer) {
        boolean json = answer.headers().firstValue("Content-Type").orElse("").contains("json");
        return json ? answer.body() : new byte[0];
    }

    private static <T> HttpResponse<T> send(HttpClient client, HttpRequest request, HttpResponse.BodyHandler<T> body)
            throws IOException {
        try {
            return client.send(request, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
