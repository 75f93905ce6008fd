package io.driverelay.local.simulator;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** How a kind of call is answered, so many times, instead of being done. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
public final class Refusal {
    private int times;
    private int status = 500;
    private String code = "generalException";
    private double share = 1;

    @JsonIgnore
    private Random random = new Random(0);

    private int[] statuses = {};

    /** @param code of Graph's error JSON; {@code html} for a page, {@code {}} for an empty object, empty for no body */
    public synchronized void next(int times, int status, String code) {
        this.times = times;
        this.status = status;
        this.code = code;
        this.share = 1;
        this.statuses = new int[] {};
    }

    /** Until {@link #end}: so many of all calls, from 0 to 1, by chance, each with one of the statuses, and a page for a body. */
    public synchronized void sometimes(long seed, double share, int... statuses) {
        always(500, "html");
        this.random = new Random(seed);
        this.share = share;
        this.statuses = statuses.clone();
    }

    /** Until {@link #end}. */
    public void always(int status, String code) {
        next(Integer.MAX_VALUE, status, code);
    }

    public synchronized void end() {
        times = 0;
    }

    synchronized Optional<Reply> take() {
        if (times <= 0 || (share < 1 && random.nextDouble() >= share)) {
            return Optional.empty();
        }
        times--;
        int chosen = statuses.length == 0 ? status : statuses[random.nextInt(statuses.length)];
        return Optional.of(answer(chosen, code));
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
