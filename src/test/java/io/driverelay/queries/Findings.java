package io.driverelay.queries;

import io.driverelay.telemetry.Dimension;
import io.driverelay.telemetry.Event;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is wrong with queries: what the analyser says, words that are never told, columns that none of a query's events has. */
public final class Findings {
    private Findings() {}

    /** @param queries without the prelude, by name */
    static Map<String, List<String>> of(Map<String, String> queries) {
        Map<String, List<String>> findings = new TreeMap<>();
        analyses(queries).forEach((name, analysis) -> findings.put(name, of(name, queries.get(name), analysis)));
        return findings;
    }

    /** Of the queries as they are asked. */
    public static Map<String, Analysis> analyses(Map<String, String> queries) {
        Map<String, String> whole = new TreeMap<>();
        queries.forEach((name, text) -> whole.put(name, new Query(name, text).whole()));
        return Analyser.analyse(whole);
    }

    private static List<String> of(String name, String text, Analysis analysis) {
        Stream<String> words = analysis.compared().stream().flatMap(Words::problems);
        return Stream.of(analysis.problems().stream(), words, untold(text, analysis))
                .flatMap(found -> found)
                .map(found -> name + ": " + found)
                .toList();
    }

    /** A column that none of the events has is always empty. */
    private static Stream<String> untold(String text, Analysis analysis) {
        Set<String> named = Set.copyOf(analysis.literalsBeside("event"));
        Set<String> told = Stream.of(Event.values())
                .filter(event -> named.contains(event.title()))
                .flatMap(event -> event.dimensions().stream())
                .map(Dimension::member)
                .collect(Collectors.toSet());
        return named.isEmpty()
                ? Stream.empty()
                : Dimension.all()
                        .map(Dimension::member)
                        .filter(member -> text.matches("(?s).*\\b" + member + "\\b.*"))
                        .filter(analysis.columns()::contains)
                        .filter(member -> !told.contains(member))
                        .map(member -> "none of its events tells " + member);
    }
}
