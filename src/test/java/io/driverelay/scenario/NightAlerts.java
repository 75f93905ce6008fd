package io.driverelay.scenario;

import static java.util.stream.Collectors.joining;

import io.driverelay.infra.AlertRule;
import io.driverelay.queries.Engine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What the alerts said of a night: each rule asks its query every quarter of an hour. */
record NightAlerts(Engine engine, List<Engine.Line> lines, UnaryOperator<Object> named) {
    private static final Duration STEP = Duration.ofMinutes(15);

    /** An alert and what it is for, by their names. */
    private record Alert(String rule, String by) implements Comparable<Alert> {
        @Override
        public int compareTo(Alert other) {
            return toString().compareTo(other.toString());
        }
    }

    /** For each alert its rule, what it is for, and between which looks it was found. */
    List<List<Object>> said(Instant from, Instant to) {
        List<AlertRule> rules = AlertRule.all();
        List<Engine.Asked> asked = Stream.iterate(from.plus(STEP), at -> !at.isAfter(to), at -> at.plus(STEP))
                .flatMap(at -> rules.stream().map(rule -> new Engine.Asked(rule.query(), at, rule.looksBack())))
                .toList();
        List<List<Map<String, Object>>> answers = engine.ask(lines, List.of(), asked);
        Map<Alert, List<Instant>> found = new TreeMap<>();
        for (int n = 0; n < asked.size(); n++) {
            AlertRule rule = rules.get(n % rules.size());
            for (List<String> by : rule.firing(answers.get(n))) {
                found.computeIfAbsent(new Alert(rule.name(), names(by)), alert -> new ArrayList<>())
                        .add(asked.get(n).at());
            }
        }
        return found.entrySet().stream()
                .flatMap(one -> spans(one.getValue())
                        .map(span -> List.<Object>of(
                                "`" + one.getKey().rule() + "`", one.getKey().by(), span)))
                .toList();
    }

    private String names(List<String> by) {
        return by.isEmpty()
                ? "the relay"
                : by.stream().map(named).map(Object::toString).collect(joining(", "));
    }

    /** Told anew only where it was not found in between. */
    private static Stream<String> spans(List<Instant> times) {
        List<String> spans = new ArrayList<>();
        Instant first = times.get(0);
        for (int n = 0; n < times.size(); n++) {
            boolean goesOn =
                    n + 1 < times.size() && times.get(n + 1).equals(times.get(n).plus(STEP));
            if (!goesOn) {
                spans.add(time(first) + " to " + time(times.get(n)));
                first = n + 1 < times.size() ? times.get(n + 1) : first;
            }
        }
        return spans.stream();
    }

    private static String time(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalTime().toString();
    }
}
