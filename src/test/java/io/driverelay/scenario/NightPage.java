package io.driverelay.scenario;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code docs/night.md}: its words are written by hand, its tables by the night. */
final class NightPage {
    static final Path FILE = Path.of("docs", "night.md");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT.*Z");

    private String text;

    NightPage() throws IOException {
        text = Files.readString(FILE);
    }

    String text() {
        return text;
    }

    void write() throws IOException {
        Files.writeString(FILE, text);
    }

    /** @param rows columns after their heads; times are shown as of a day, what is nothing as nothing */
    void put(String table, List<String> heads, List<List<Object>> rows) {
        String written = Stream.concat(
                        Stream.of(
                                line(heads),
                                line(heads.stream().map(head -> "---").toList())),
                        rows.stream()
                                .map(row ->
                                        line(row.stream().map(NightPage::cell).toList())))
                .collect(joining("\n", "\n", "\n"));
        Pattern block = Pattern.compile("(?s)(<!-- " + table + " -->).*?(<!-- end -->)");
        Matcher found = block.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no place for " + table);
        }
        text = found.replaceFirst("$1" + Matcher.quoteReplacement(written) + "$2");
    }

    /** A comment that says what nobody reads. */
    void note(String what, String value) {
        text = text.replaceFirst("<!-- " + what + ": .* -->", "<!-- " + what + ": " + value + " -->");
    }

    private static String cell(Object value) {
        String shown = Optional.ofNullable(value).map(Object::toString).orElse("");
        return MOMENT.matcher(shown).matches() ? TIME.format(Instant.parse(shown)) : shown;
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(joining(" | ", "| ", " |"));
    }
}
