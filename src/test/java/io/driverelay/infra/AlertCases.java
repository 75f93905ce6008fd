package io.driverelay.infra;

import io.driverelay.queries.Engine;
import io.driverelay.telemetry.EventLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Lines of the log, case by case, and by what a rule must fire for them. */
final class AlertCases {
    private static final Instant NOW = Instant.parse("2026-11-29T06:00:00Z");
    /** Cases are so far apart that none looks back on another. */
    private static final Duration APART = Duration.ofDays(4);

    private final List<Engine.Line> lines = new ArrayList<>();
    private final List<Engine.Counted> counted = new ArrayList<>();
    private final List<Case> cases = new ArrayList<>();

    /** @param told by what it fires */
    private record Case(String rule, String what, Instant at, List<String> told) {
        String name() {
            return rule + ": " + what;
        }
    }

    /** When the next case is looked at. */
    Instant at() {
        return NOW.plus(APART.multipliedBy(cases.size()));
    }

    AlertCases given(int minutesAgo, EventLine... told) {
        for (EventLine line : told) {
            lines.add(new Engine.Line(at().minus(Duration.ofMinutes(minutesAgo)), line.text()));
        }
        return this;
    }

    AlertCases and(int minutesAgo, EventLine... told) {
        return given(minutesAgo, told);
    }

    AlertCases counting(String name, long count) {
        counted.add(new Engine.Counted(at().minus(Duration.ofMinutes(20)), name, count));
        return this;
    }

    void then(String rule, String what, String... told) {
        cases.add(new Case(rule, what, at(), List.of(told)));
    }

    Set<String> rules() {
        Set<String> rules = new TreeSet<>();
        cases.forEach(one -> rules.add(one.rule()));
        return rules;
    }

    Map<String, List<String>> expected() {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        for (Case one : cases) {
            if (expected.put(one.name(), one.told()) != null) {
                throw new IllegalStateException("twice: " + one.name());
            }
        }
        return expected;
    }

    /** By what each fires when its query is run. */
    Map<String, List<String>> fired(Engine engine, Map<String, AlertRule> rules) {
        List<List<Map<String, Object>>> rows = engine.ask(
                lines,
                counted,
                cases.stream()
                        .map(one -> asked(rules.get(one.rule()), one.at()))
                        .toList());
        Map<String, List<String>> fired = new LinkedHashMap<>();
        for (int n = 0; n < cases.size(); n++) {
            fired.put(
                    cases.get(n).name(),
                    rules.get(cases.get(n).rule()).firing(rows.get(n)).stream()
                            .map(by -> String.join(" ", by))
                            .toList());
        }
        return fired;
    }

    private static Engine.Asked asked(AlertRule rule, Instant at) {
        return new Engine.Asked(rule.query(), at, rule.looksBack());
    }
}
