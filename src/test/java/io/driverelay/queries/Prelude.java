package io.driverelay.queries;

import io.driverelay.telemetry.Dimension;
import io.driverelay.telemetry.ValueType;
import java.util.stream.Collectors;

/** What every query begins with: the lines of the log as a table, each member a column of its type. */
final class Prelude {
    static final String NAME = "prelude";

    /** The only word among our members that the language wants in brackets. */
    private static final String KEYWORD = "kind";

    private static final String HEAD = """
            // What the relay told, a row a line, each member a column of its type; empty where the line has none.
            // Made of the declared events by: mvn test -Dtest=PreludeTest -Ddocs=overwrite
            let events = traces
            | where message startswith '{"event":"' and tostring(customDimensions.Category) endswith ".User"
            | extend line = parse_json(message)
            | project timestamp, operation_Id, event = tostring(line.event),
            """;

    private Prelude() {}

    static String ofTheDeclaration() {
        return HEAD + Dimension.all().map(Prelude::column).collect(Collectors.joining(",\n", "", ";\n"));
    }

    private static String column(Dimension dimension) {
        String member = dimension.member();
        String name = member.equals(KEYWORD) ? "['" + member + "']" : member;
        String from = member.equals(KEYWORD) ? "line" + name : "line." + member;
        return "    " + name + " = " + conversion(dimension.type()) + "(" + from + ")";
    }

    private static String conversion(ValueType type) {
        return switch (type) {
            case ID, WORD, TEXT, STACK -> "tostring";
            case MILLISECONDS, SECONDS, HOURS, BYTES, COUNT, STATUS -> "tolong";
            case FLAG -> "tobool";
            case INSTANT -> "todatetime";
        };
    }
}
