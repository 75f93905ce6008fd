package io.driverelay.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import io.driverelay.refusal.RefusalCode;
import io.driverelay.refusal.Refused;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Replies in JSON, and the one place where errors become {@code application/problem+json} (RFC 9457). */
final class HttpReply {
    /** Before a problem's code. */
    static final String TYPE = "https://driverelay.io/problems/";

    private static final String RETRY_AFTER = "Retry-After";
    private static final Duration SHORTLY = Duration.ofSeconds(10);

    private HttpReply() {}

    static HttpResponseMessage json(HttpRequestMessage<?> request, int status, Object body) {
        return json(request, status, body, Map.of());
    }

    static HttpResponseMessage json(
            HttpRequestMessage<?> request, int status, Object body, Map<String, String> headers) {
        return reply(request, status, "application/json", body, headers);
    }

    /** A problem as a part of an answer. */
    record Problem(int status, Map<String, Object> members) {}

    static Problem problemOf(RuntimeException error) {
        if (error instanceof Refused refused) {
            return problem(refused.code(), refused.getMessage(), refused.facts());
        }
        return Outage.of(error)
                .map(outage -> problem(outage.code(), outage.detail(), Map.of()))
                .orElseThrow(() -> error);
    }

    private static Problem problem(RefusalCode code, String detail, Map<String, Object> facts) {
        return new Problem(status(code), members(Labels.kebab(code), status(code), detail, facts));
    }

    static HttpResponseMessage empty(HttpRequestMessage<?> request, int status) {
        return ReplyHeaders.reply(request, status).build();
    }

    /** What went wrong, in words and facts; never a stack trace, a token, a key or a URL that is one. */
    static HttpResponseMessage problem(HttpRequestMessage<?> request, RuntimeException error) {
        if (error instanceof Refused refused) {
            return problem(request, refused);
        }
        return Outage.of(error).map(outage -> problem(request, outage)).orElseGet(() -> unexpected(request));
    }

    /** The status of {@link #problem}. */
    static int status(RuntimeException error) {
        if (error instanceof Refused refused) {
            return status(refused.code());
        }
        return Outage.of(error).map(outage -> status(outage.code())).orElse(500);
    }

    private static HttpResponseMessage problem(HttpRequestMessage<?> request, Outage outage) {
        return problem(request, outage.code(), outage.detail(), Map.of(), outage.retryAfter());
    }

    private static HttpResponseMessage unexpected(HttpRequestMessage<?> request) {
        return reply(
                request,
                500,
                "application/problem+json",
                members("unexpected", 500, "Something went wrong here; the operator finds it in the log.", Map.of()),
                Map.of());
    }

    private static HttpResponseMessage problem(HttpRequestMessage<?> request, Refused refused) {
        Duration pause = pause(refused);
        return problem(request, refused.code(), refused.getMessage(), refused.facts(), pause);
    }

    /** When the same may be asked for again. */
    static Optional<Duration> retryAfter(RuntimeException error) {
        return error instanceof Refused refused
                ? Optional.ofNullable(pause(refused))
                : Outage.of(error).map(Outage::retryAfter);
    }

    private static Duration pause(Refused refused) {
        return refused.retryAfter().orElse(status(refused.code()) == 503 ? SHORTLY : null);
    }

    private static HttpResponseMessage problem(
            HttpRequestMessage<?> request,
            RefusalCode code,
            String detail,
            Map<String, Object> facts,
            Duration retryAfterOrNull) {
        int status = status(code);
        Map<String, String> headers = retryAfterOrNull == null
                ? Map.of()
                : Map.of(RETRY_AFTER, Long.toString(wholeSeconds(retryAfterOrNull)));
        return reply(
                request,
                status,
                "application/problem+json",
                members(Labels.kebab(code), status, detail, facts),
                headers);
    }

    /** Never too early, and never zero. */
    static long wholeSeconds(Duration pause) {
        return Math.max(1, pause.plusMillis(999).toSeconds());
    }

    private static Map<String, Object> members(String code, int status, String detail, Map<String, Object> facts) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", TYPE + code);
        members.put("title", code.replace('-', ' '));
        members.put("status", status);
        members.put("detail", detail);
        members.put("code", code);
        members.putAll(facts);
        return members;
    }

    private static HttpResponseMessage reply(
            HttpRequestMessage<?> request, int status, String contentType, Object body, Map<String, String> headers) {
        HttpResponseMessage.Builder reply = ReplyHeaders.reply(request, status)
                .header("Content-Type", contentType)
                .body(text(body));
        headers.forEach(reply::header);
        return reply.build();
    }

    static String text(Object body) {
        try {
            return JsonText.MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a reply could not be written", e);
        }
    }

    private static int status(RefusalCode code) {
        return switch (code) {
            case INVALID_REQUEST, INVALID_DESTINATION -> 400;
            case KEY_INVALID -> 401;
            case SCOPE_MISSING -> 403;
            case UNKNOWN_CONNECTION, UNKNOWN_KEY, UNKNOWN_UPLOAD, UNKNOWN_BACKUP -> 404;
            case FOLDER_NAME_TAKEN,
                    SIGN_IN_REQUIRED,
                    IDEMPOTENCY_MISMATCH,
                    WRONG_STATE,
                    INCOMPLETE_CONTENT,
                    NOT_A_BACKUP -> 409;
            case LENGTH_REQUIRED -> 411;
            case BODY_TOO_LARGE, TOO_LARGE_FOR_DIRECT -> 413;
            case UNSUPPORTED_CONTENT_TYPE -> 415;
            case TOO_MANY_REQUESTS -> 429;
            case NOT_CONFIGURED -> 500;
            case DRIVE_FULL -> 507;
            case DRIVE_UNREACHABLE, STORAGE_UNAVAILABLE -> 503;
        };
    }
}
