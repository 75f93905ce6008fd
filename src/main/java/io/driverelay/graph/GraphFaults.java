package io.driverelay.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveFault.Kind;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/**
 * What an answer means: by its status and the most detailed known code, never by text.
 *
 * @see <a href="https://learn.microsoft.com/graph/errors">Graph's errors</a>
 */
record GraphFaults(Clock clock) {
    private static final Set<String> KNOWN_DETAILS = Set.of(
            "nameAlreadyExists",
            "quotaLimitReached",
            "serviceReadOnly",
            "fragmentOverlap",
            "fragmentOutOfOrder",
            "invalidRange",
            "activityLimitReached",
            "throttledRequest",
            "uploadSessionNotFound",
            "accessDenied",
            "itemNotFound",
            "resourceModified");

    /** A fault of an ordinary call. */
    DriveFault ofItem(GraphReply reply) {
        return fault(itemKind(reply.status(), code(reply.json())), reply);
    }

    /** A fault of a call to a session's URL: what would be the caller's fault elsewhere means here that the session is gone. */
    DriveFault ofSession(GraphReply reply) {
        String code = code(reply.json());
        Kind kind = switch (reply.status()) {
            case 401, 404, 410 -> Kind.SESSION_GONE;
            case 403 -> code.equals("quotaLimitReached") ? Kind.NO_SPACE : Kind.SESSION_GONE;
            case 409 -> code.equals("nameAlreadyExists") ? Kind.NAME_TAKEN : Kind.ELSEWHERE;
            case 416 -> Kind.ELSEWHERE;
            default -> itemKind(reply.status(), code);
        };
        return fault(kind, reply);
    }

    private DriveFault fault(Kind kind, GraphReply reply) {
        Optional<Duration> pause = retryAfter(reply);
        Kind effective = pause.isPresent() && kind == Kind.UNREACHABLE ? Kind.THROTTLED : kind;
        String request = reply.header()
                .apply("request-id")
                .map(id -> ", request-id " + id)
                .orElse("");
        String message = "OneDrive answered " + reply.status() + " " + code(reply.json()) + request;
        return new DriveFault(effective, message.strip(), pause.orElse(null), null);
    }

    private static Kind itemKind(int status, String code) {
        if (code.equals("quotaLimitReached")) {
            return Kind.NO_SPACE;
        }
        if (code.equals("nameAlreadyExists")) {
            return Kind.NAME_TAKEN;
        }
        return switch (status) {
            case 429 -> Kind.THROTTLED;
            case 507 -> Kind.NO_SPACE;
            case 404, 410 -> Kind.NOT_FOUND;
            case 409 -> Kind.NAME_TAKEN;
            case 412 -> Kind.CHANGED;
            case 401 -> Kind.DENIED;
            case 403 -> code.equals("serviceReadOnly") ? Kind.READ_ONLY : Kind.DENIED;
            case 408, 423 -> Kind.UNREACHABLE;
            default -> status >= 400 && status < 500 ? Kind.REFUSED : Kind.UNREACHABLE;
        };
    }

    /** Graph nests its codes: the innermost known one says most. Both spellings of the nesting are met. */
    private static String code(JsonNode body) {
        String best = "";
        JsonNode level = body.path("error");
        while (level.isObject()) {
            String code = level.path("code").asText("");
            if (best.isEmpty() || KNOWN_DETAILS.contains(code)) {
                best = code;
            }
            level = level.has("innerError") ? level.path("innerError") : level.path("innererror");
        }
        return best.length() > 60 ? best.substring(0, 60) : best;
    }

    /** In seconds, or as a date. */
    private Optional<Duration> retryAfter(GraphReply reply) {
        return reply.header().apply("retry-after").flatMap(text -> {
            try {
                return Optional.of(
                        text.matches("[0-9]{1,7}") ? Duration.ofSeconds(Long.parseLong(text)) : until(reply, text));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    private Duration until(GraphReply reply, String date) {
        Instant now = reply.header().apply("date").map(GraphFaults::instant).orElseGet(clock::instant);
        Duration pause = Duration.between(now, instant(date));
        return pause.isNegative() ? Duration.ZERO : pause;
    }

    private static Instant instant(String httpDate) {
        return ZonedDateTime.parse(httpDate, DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
    }
}
