package io.driverelay.graph;

import io.driverelay.drive.DriveFault;
import io.driverelay.drive.DriveFault.Kind;
import io.driverelay.transport.RetryAfter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What an answer means: by its status and its known codes, never by text. */
record GraphFaults(Clock clock) {
    /** A fault of an ordinary call. */
    DriveFault ofItem(GraphReply reply) {
        ErrorCodes codes = ErrorCodes.of(reply.json());
        return fault(itemKind(reply.status(), codes), codes, reply);
    }

    /** A fault of a call to a session's URL: what would be the caller's fault elsewhere means here that the session is gone. */
    DriveFault ofSession(GraphReply reply) {
        ErrorCodes codes = ErrorCodes.of(reply.json());
        return fault(sessionKind(reply.status(), codes), codes, reply);
    }

    /** A session that was only asked where it stands: a request so plain is refused where nobody knows the session any more. */
    DriveFault ofAsking(GraphReply reply) {
        ErrorCodes codes = ErrorCodes.of(reply.json());
        boolean unknown = reply.status() == 400 && codes.holds("invalidRequest");
        return fault(unknown ? Kind.SESSION_GONE : sessionKind(reply.status(), codes), codes, reply);
    }

    private DriveFault fault(Kind kind, ErrorCodes codes, GraphReply reply) {
        Optional<Duration> pause = RetryAfter.of(
                reply.header().apply("retry-after").orElse(null),
                reply.header().apply("date").orElse(null),
                clock.instant());
        Kind effective = pause.isPresent() && kind == Kind.UNREACHABLE ? Kind.THROTTLED : kind;
        return new DriveFault(effective, message(codes, reply), pause.orElse(null), null);
    }

    private static String message(ErrorCodes codes, GraphReply reply) {
        String request = reply.header()
                .apply("request-id")
                .filter(id -> id.matches("[0-9A-Za-z-]{1,64}"))
                .map(id -> ", request-id " + id)
                .orElse("");
        String words = codes.holdsAny(ErrorCodes.PROVISIONING) ? ": the account's OneDrive is not set up yet" : "";
        return ("OneDrive answered " + reply.status() + " " + codes.told()).strip() + words + request;
    }

    private static Kind itemKind(int status, ErrorCodes codes) {
        return coded(status, codes).orElseGet(() -> switch (status) {
            case 429 -> Kind.THROTTLED;
            case 507 -> Kind.NO_SPACE;
            case 404, 410 -> Kind.NOT_FOUND;
            case 409 -> Kind.NAME_TAKEN;
            case 412 -> Kind.CHANGED;
            case 401, 403 -> Kind.DENIED;
            default -> isRefusal(status) ? Kind.REFUSED : Kind.UNREACHABLE;
        });
    }

    private static Kind sessionKind(int status, ErrorCodes codes) {
        if (!isRefusal(status)) {
            return itemKind(status, codes);
        }
        if (codes.holdsAny(ErrorCodes.SESSION_GONE)) {
            return Kind.SESSION_GONE;
        }
        if (codes.holds("fragmentLengthMismatch")) {
            return Kind.REFUSED;
        }
        if (status == 400 && codes.holdsAny(ErrorCodes.ELSEWHERE)) {
            return Kind.ELSEWHERE;
        }
        return coded(status, codes).orElseGet(() -> switch (status) {
            case 401, 403, 404, 410 -> Kind.SESSION_GONE;
            case 409, 416 -> Kind.ELSEWHERE;
            default -> itemKind(status, codes);
        });
    }

    /** Where a code says more than the status. It says nothing where the status alone means "later". */
    private static Optional<Kind> coded(int status, ErrorCodes codes) {
        if (!isRefusal(status)) {
            return Optional.empty();
        }
        if (codes.holds("quotaLimitReached") || codes.holds("insufficientStorage")) {
            return Optional.of(Kind.NO_SPACE);
        }
        if (codes.holds("nameAlreadyExists")) {
            return Optional.of(Kind.NAME_TAKEN);
        }
        if (codes.holdsAny(ErrorCodes.CONTENT)) {
            return Optional.of(Kind.CONTENT_REFUSED);
        }
        if (codes.holdsAny(ErrorCodes.NAME)) {
            return Optional.of(Kind.NAME_REFUSED);
        }
        if (codes.holdsAny(ErrorCodes.PROVISIONING)) {
            return Optional.of(Kind.UNREACHABLE);
        }
        return status == 403 && codes.holds("serviceReadOnly") ? Optional.of(Kind.READ_ONLY) : Optional.empty();
    }

    /** 4xx, but for those that ask for another try. */
    private static boolean isRefusal(int status) {
        return switch (status) {
            case 408, 423, 425, 429 -> false;
            default -> status >= 400 && status < 500;
        };
    }
}
