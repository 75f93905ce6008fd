package io.driverelay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of events is what the code declares. */
class EventsPageTest {
    private static final Path PAGE = Path.of("docs", "events.md");
    private static final String HEAD = """
            # What the relay tells in its log

            One line an event: a JSON object with its name and what it tells, never a name of a file or a person's address, never a credential. Made of
            the declaration (`io.driverelay.telemetry`) by `mvn test -Dtest=EventsPageTest -Ddocs=overwrite`.

            In Application Insights they are `traces` whose category ends in `.User`:

            ```kusto
            traces
            | where tostring(customDimensions.Category) endswith ".User"
            | extend line = parse_json(message)
            | where tostring(line.event) == "upload-delivered"
            | project timestamp, uploadId = tostring(line.uploadId), traceId = tostring(line.traceId)
            ```

            What is not known at the time is left out.

            """;

    /** {@code -Ddocs=overwrite} writes it anew. */
    @Test
    void docsSayWhatIsDeclared() throws IOException {
        String text = HEAD + events() + dimensions();
        if (System.getProperty("docs", "").equals("overwrite")) {
            Files.writeString(PAGE, text);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(text);
    }

    @Test
    void docsOfSecurityNameDeclaredEventsAlone() throws IOException {
        String text = Files.readString(Path.of("docs", "security.md"));
        String trail = text.substring(text.indexOf("These leave one line each"));
        List<String> named = Pattern.compile("`([a-z-]+)`")
                .matcher(trail.substring(0, trail.indexOf("\n\n")))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(named).hasSizeGreaterThan(15);
        assertThat(Stream.of(Event.values()).map(Event::title)).containsAll(named);
    }

    private static String events() {
        var table = new StringBuilder("## Events\n\n| event | level | means | tells |\n|---|---|---|---|\n");
        for (Event event : Event.values()) {
            String tells = event.dimensions().stream()
                    .map(one -> "`" + one.member() + "`")
                    .collect(Collectors.joining(", "));
            table.append("| `%s` | %s | %s | %s |\n".formatted(event.title(), event.level(), event.meaning(), tells));
        }
        return table.toString();
    }

    private static String dimensions() {
        var table = new StringBuilder("\n## What they tell\n\n| member | type | unit | means |\n|---|---|---|---|\n");
        Dimension.all()
                .forEach(one -> table.append("| `%s` | %s | %s | %s |\n"
                        .formatted(one.member(), one.type().words(), one.type().unit(), one.meaning())));
        return table.toString();
    }
}
