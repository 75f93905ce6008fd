package io.driverelay.telemetry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One event as it is written: a JSON object on one line, {@code {"event":"upload-delivered","uploadId":"…","relayMs":1200}}. What is null is left
 * out; what the event does not declare, too.
 */
public final class EventLine {
    private static final int DEEPEST = 5;
    private static final String OURS = "io.driverelay.";

    private final Event event;
    private final StringBuilder json = new StringBuilder(256);

    EventLine(Event event) {
        this.event = event;
        json.append("{\"event\":\"").append(event.title()).append('"');
    }

    public EventLine with(Dimension.Text dimension, String textOrNull) {
        if (textOrNull != null && declares(dimension)) {
            begin(dimension);
            new QuotedText(json, dimension.type()).append(textOrNull);
        }
        return this;
    }

    /** A word as the interface has it: {@code signIn} for {@code SIGN_IN}. */
    public EventLine with(Dimension.Text dimension, Enum<?> wordOrNull) {
        return wordOrNull == null ? this : with(dimension, Dimension.camel(wordOrNull.name()));
    }

    public EventLine with(Dimension.Amount dimension, long amount) {
        if (declares(dimension)) {
            begin(dimension);
            json.append(amount);
        }
        return this;
    }

    public EventLine with(Dimension.Flag dimension, boolean flag) {
        if (declares(dimension)) {
            begin(dimension);
            json.append(flag);
        }
        return this;
    }

    public EventLine with(Dimension.Time dimension, Instant timeOrNull) {
        if (timeOrNull != null && declares(dimension)) {
            begin(dimension);
            json.append('"').append(timeOrNull).append('"');
        }
        return this;
    }

    /** What was thrown and where, without its words: whose they are nobody knows, and they may quote a credential. */
    public EventLine because(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        return with(
                        Dimension.Text.EXCEPTION,
                        chain.stream().map(cause -> cause.getClass().getName()).collect(Collectors.joining(" < ")))
                .with(Dimension.Text.STACK, stack(chain));
    }

    Event event() {
        return event;
    }

    /** The whole line. */
    public String text() {
        return json + "}";
    }

    @Override
    public String toString() {
        return text();
    }

    private void begin(Dimension dimension) {
        json.append(",\"").append(dimension.member()).append("\":");
    }

    /** A slip is found by a test; in service the member is left out, so that the log keeps its word. */
    private boolean declares(Dimension dimension) {
        boolean declared = event.dimensions().contains(dimension);
        assert declared : event + " does not declare " + dimension;
        return declared;
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = thrown; cause != null && chain.size() < DEEPEST; cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }

    /** Of each where it came from, and the frames of our own on its way. */
    private static String stack(List<Throwable> chain) {
        return chain.stream().flatMap(EventLine::frames).collect(Collectors.joining(" | "));
    }

    private static Stream<String> frames(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        return Stream.concat(
                        Stream.of(frames).limit(1),
                        Stream.of(frames)
                                .skip(1)
                                .filter(frame -> frame.getClassName().startsWith(OURS)))
                .map(frame -> frame.getClassName().replace(OURS, "") + "." + frame.getMethodName() + ":"
                        + frame.getLineNumber());
    }
}
