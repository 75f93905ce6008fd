package io.driverelay.graph;

import io.driverelay.drive.BearerTokens;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.Hearing;
import io.driverelay.transport.AbortedException;
import io.driverelay.transport.Answer;
import io.driverelay.transport.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Small requests and answers. Redirects are never followed: they would carry the token along. */
final class GraphHttp {
    static final String USER_AGENT = "NONISV|DriveRelay|DriveRelay/1.0";

    private static final Duration LATEST_RENEWAL = Duration.ofSeconds(25);

    private final Exchanges exchanges;
    private final GraphFaults faults;
    private final Hearing hearing;

    GraphHttp(Exchanges exchanges, GraphFaults faults) {
        this(exchanges, faults, (status, requestId, took) -> {});
    }

    private GraphHttp(Exchanges exchanges, GraphFaults faults, Hearing hearing) {
        this.exchanges = exchanges;
        this.faults = faults;
        this.hearing = hearing;
    }

    GraphHttp heardBy(Hearing other) {
        return new GraphHttp(exchanges, faults, other);
    }

    /** One exchange, however it is made. */
    interface Exchange {
        Answer answer() throws IOException;
    }

    Answer heard(Exchange exchange) throws IOException {
        long began = System.nanoTime();
        Answer answer = null;
        try {
            answer = exchange.answer();
            return answer;
        } finally {
            hearing.answered(
                    answer == null ? 0 : answer.status(),
                    answer == null ? null : answer.headers().get("request-id"),
                    Duration.ofNanos(System.nanoTime() - began));
        }
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
        GraphReply reply = answered(call, tokens);
        if (!reply.isSuccess()) {
            throw fault(reply);
        }
        return reply;
    }

    /** Of an ordinary call. */
    DriveFault fault(GraphReply reply) {
        return faults.ofItem(reply);
    }

    /** The same, whatever the answer is. */
    GraphReply answered(Call call, BearerTokens tokens) {
        long began = System.nanoTime();
        String token = tokens.current();
        GraphReply reply = send(call, token);
        if (reply.status() == 401 && reply.header().apply("retry-after").isEmpty()) {
            requireTimeLeft(began);
            reply = send(call, tokens.renewed(token));
        }
        return reply;
    }

    /** A step of a turn has an end: what was slow already is left to the next try. */
    private static void requireTimeLeft(long beganNanos) {
        if (System.nanoTime() - beganNanos > LATEST_RENEWAL.toNanos()) {
            throw new DriveFault(DriveFault.Kind.UNREACHABLE, "OneDrive refused the access token after a long time");
        }
    }

    /** @param tokenOrNull null for a session's URL, which is a credential by itself */
    GraphReply send(Call call, String tokenOrNull) {
        return GraphReply.of(answer(call, tokenOrNull, Exchanges.LONGEST_ANSWER_BYTES));
    }

    /** @param longestBytes what is kept of the answer's body */
    Answer answer(Call call, String tokenOrNull, int longestBytes) {
        Map<String, String> headers = new HashMap<>(call.headers());
        headers.put("User-Agent", USER_AGENT);
        headers.put("client-request-id", UUID.randomUUID().toString());
        if (tokenOrNull != null) {
            headers.put("Authorization", "Bearer " + tokenOrNull);
        }
        try {
            return heard(
                    () -> exchanges.call(new Request(call.method(), call.url(), headers, call.body()), longestBytes));
        } catch (AbortedException e) {
            throw new DriveFault(DriveFault.Kind.CUT_OFF, "the call was cut off", e);
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new DriveFault(DriveFault.Kind.CUT_OFF, "interrupted", e);
            }
            throw new DriveFault(
                    DriveFault.Kind.UNREACHABLE,
                    "OneDrive did not answer: " + e.getClass().getSimpleName(),
                    e);
        }
    }
}
