package io.driverelay.queries;

import java.util.List;

/**
 * What the analyser found in a query.
 *
 * @param problems with their places
 * @param columns that it names, anywhere
 * @param result what comes out of it
 */
public record Analysis(List<String> problems, List<Comparison> compared, List<String> columns, List<Column> result) {
    /**
     * A column beside something else.
     *
     * @param by the analyser's word for ==, in, startswith …
     * @param others what is no literal: columns, calls
     */
    public record Comparison(String column, String by, List<String> literals, int others) {}

    /** @param type long, string, datetime … */
    public record Column(String name, String type) {}

    List<String> literalsBeside(String column) {
        return compared.stream()
                .filter(one -> one.column().equals(column))
                .flatMap(one -> one.literals().stream())
                .toList();
    }
}
