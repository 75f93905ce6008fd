package io.driverelay.queries;

import static org.assertj.core.api.Assertions.assertThat;

import io.driverelay.telemetry.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing is told in vain. */
class UsedEventsTest {
    /** What nobody asks for need not be written: each event is in a query, or a page says what to make of it. */
    @Test
    void everyEventIsOfUseToSomebody() throws IOException {
        String asked = Query.all().stream().map(Query::text).collect(Collectors.joining());
        String said = pages();

        assertThat(Stream.of(Event.values())
                        .map(Event::title)
                        .filter(title -> !asked.contains('"' + title + '"') && !said.contains('`' + title + '`')))
                .isEmpty();
    }

    private static String pages() throws IOException {
        var pages = new StringBuilder();
        for (String page : List.of("runbook", "design", "treatments")) {
            Path file = Path.of("docs", page + ".md");
            pages.append(Files.exists(file) ? Files.readString(file) : "");
        }
        return pages.toString();
    }
}
