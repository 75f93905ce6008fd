package io.driverelay.graph;

import io.driverelay.drive.BearerTokens;
import io.driverelay.drive.DriveFault;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Small requests and answers. Redirects are never followed: they would carry the token along. */
final class GraphHttp {
    static final String USER_AGENT = "NONISV|DriveRelay|DriveRelay/1.0";
    private static final int LONGEST_ANSWER_BYTES = 4 << 20;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final GraphFaults faults;
    private HttpClient client;

    GraphHttp(GraphFaults faults) {
        this.faults = faults;
    }

    /** A request that is not sent yet; {@code body} is null for none. */
    @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
    record Call(String method, URI url, Map<String, String> headers, byte[] body) {
        static Call get(URI url) {
            return new Call("GET", url, Map.of(), null);
        }

        static Call json(String method, URI url, byte[] body) {
            return new Call(method, url, Map.of("Content-Type", "application/json"), body);
        }

        @Override
        public String toString() {
            return "Call[" + method + "]";
        }
    }

    /** With the person's token, renewed once if it is refused. Any answer but a success is thrown as a fault. */
    GraphReply authorized(Call call, BearerTokens tokens) {
        String token = tokens.current();
        GraphReply reply = send(call, token);
        if (reply.status() == 401) {
            reply = send(call, tokens.renewed(token));
        }
        if (!reply.isSuccess()) {
            throw faults.ofItem(reply);
        }
        return reply;
    }

    /** @param tokenOrNull null for a session's URL, which is a credential by itself */
    GraphReply send(Call call, String tokenOrNull) {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.url())
                .timeout(ANSWER)
                .header("User-Agent", USER_AGENT)
                .header("client-request-id", UUID.randomUUID().toString())
                .method(call.method(), body(call));
        call.headers().forEach(request::header);
        if (tokenOrNull != null) {
            request.header("Authorization", "Bearer " + tokenOrNull);
        }
        try {
            HttpResponse<InputStream> response =
                    client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return GraphReply.of(
                        response.statusCode(),
                        name -> response.headers().firstValue(name),
                        body.readNBytes(LONGEST_ANSWER_BYTES));
            }
        } catch (IOException e) {
            throw new DriveFault(
                    DriveFault.Kind.UNREACHABLE,
                    "OneDrive did not answer: " + e.getClass().getSimpleName(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DriveFault(DriveFault.Kind.CUT_OFF, "interrupted", e);
        }
    }

    /** A known length, or the client would send chunked. */
    private static BodyPublisher body(Call call) {
        return call.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body());
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT)
                    .build();
        }
        return client;
    }
}
