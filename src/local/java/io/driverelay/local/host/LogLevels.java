package io.driverelay.local.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.stream.IntStream;

/** {@code host.json}'s {@code logging.logLevel}: the least level that is written, by the longest category that a line's begins with. */
record LogLevels(Map<String, String> least) {
    private static final List<String> ORDER = List.of("Trace", "Debug", "Information", "Warning", "Error", "Critical");

    static LogLevels of(JsonNode hostJson) {
        Map<String, String> least = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        least.put("default", "Information");
        hostJson.path("logging")
                .path("logLevel")
                .properties()
                .forEach(entry -> least.put(entry.getKey(), entry.getValue().asText()));
        return new LogLevels(least);
    }

    boolean isWritten(String level, String category) {
        String wanted = least.entrySet().stream()
                .filter(entry -> category.regionMatches(
                        true, 0, entry.getKey(), 0, entry.getKey().length()))
                .max((a, b) -> a.getKey().length() - b.getKey().length())
                .map(Map.Entry::getValue)
                .orElse(least.get("default"));
        int floor = rank(wanted);
        return floor >= 0 && rank(level) >= floor;
    }

    private static int rank(String level) {
        return IntStream.range(0, ORDER.size())
                .filter(i -> ORDER.get(i).equalsIgnoreCase(level))
                .findFirst()
                .orElse(-1);
    }

    /** As the platform's worker names a level of {@code java.util.logging}. */
    static String named(Level level) {
        int value = level.intValue();
        if (value <= Level.FINE.intValue()) {
            return "Trace";
        }
        if (value < Level.INFO.intValue()) {
            return "Debug";
        }
        if (value < Level.WARNING.intValue()) {
            return "Information";
        }
        return value < Level.SEVERE.intValue() ? "Warning" : "Error";
    }
}
