package io.driverelay.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds lines of the log to the declaration: names, types, sizes, nothing else. The lines of every test with a home come by here. */
public final class DeclaredEvents extends Handler {
    private static final int LONGEST_LINE_BYTES = 8 << 10;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Map<String, Event> EVENTS =
            Stream.of(Event.values()).collect(Collectors.toMap(Event::title, Function.identity()));

    /** Held, since the logging of the JDK forgets what nobody holds. */
    private static final Logger LOG = Logger.getLogger(EventLog.NAME);

    static {
        LOG.addHandler(new DeclaredEvents());
    }

    private DeclaredEvents() {}

    /** From then on, in this JVM: what is not declared is thrown where it is written. */
    public static void listen() {
        // the class is loaded
    }

    @Override
    public void publish(LogRecord line) {
        check(line.getMessage());
    }

    /** The event that a line tells of. */
    public static Event check(String line) {
        require(line.getBytes(StandardCharsets.UTF_8).length <= LONGEST_LINE_BYTES, "too long", line);
        require(line.lines().count() == 1, "not one line", line);
        JsonNode json = parsed(line);
        Event event = EVENTS.get(json.path("event").asText());
        require(event != null && json.properties().iterator().next().getKey().equals("event"), "no event", line);
        json.properties().stream()
                .filter(member -> !member.getKey().equals("event"))
                .forEach(member -> check(event, member.getKey(), member.getValue(), line));
        return event;
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }

    private static void check(Event event, String member, JsonNode value, String line) {
        Dimension declared = event.dimensions().stream()
                .filter(dimension -> dimension.member().equals(member))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not declared: " + member + " in " + line));
        boolean right = switch (declared.type()) {
            case ID, TEXT, STACK -> value.isTextual();
            case WORD -> value.asText().matches("[A-Za-z0-9_-]+");
            case MILLISECONDS, SECONDS, HOURS, BYTES, COUNT, STATUS -> value.isIntegralNumber();
            case FLAG -> value.isBoolean();
            case INSTANT -> isTime(value.asText());
        };
        require(right, "not of its type: " + member, line);
        require(
                value.toString().getBytes(StandardCharsets.UTF_8).length
                        <= declared.type().mostBytes(),
                "too long: " + member,
                line);
    }

    private static boolean isTime(String text) {
        try {
            return text.endsWith("Z") && Instant.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static void require(boolean right, String what, String line) {
        if (!right) {
            throw new AssertionError(what + ": " + line);
        }
    }

    @Override
    public void flush() {
        // nothing is held
    }

    @Override
    public void close() {
        // nothing is held
    }
}
