package io.driverelay.local.simulator;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.util.Map;
import java.util.Optional;

/** How a kind of call is answered, so many times, instead of being done. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
public final class Refusal {
    private int times;
    private int status = 500;
    private String code = "generalException";

    /** @param code of Graph's error JSON; {@code html} for a page, {@code {}} for an empty object, empty for no body */
    public synchronized void next(int times, int status, String code) {
        this.times = times;
        this.status = status;
        this.code = code;
    }

    /** Until {@link #end}. */
    public void always(int status, String code) {
        next(Integer.MAX_VALUE, status, code);
    }

    public synchronized void end() {
        times = 0;
    }

    synchronized Optional<Reply> take() {
        if (times <= 0) {
            return Optional.empty();
        }
        times--;
        return Optional.of(answer(status, code));
    }

    static Reply answer(int status, String code) {
        return switch (code) {
            case "" -> Reply.empty(status);
            case "{}" -> Reply.json(status, Map.of());
            case "html" -> new Reply(status, Map.of("Content-Type", "text/html"), "<html><h1>Sorry</h1></html>");
            default -> new GraphError(status, code, "Refused, as it was asked for").reply();
        };
    }
}
