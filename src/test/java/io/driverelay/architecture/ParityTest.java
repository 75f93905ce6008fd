package io.driverelay.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** {@code docs/parity.md} says of each thing that Home Assistant's integration does which test shows it: it is there, and the counts are right. */
class ParityTest {
    private static final Path PAGE = Path.of("docs", "parity.md");
    private static final Path CLASSES = Path.of("target", "test-classes");
    private static final List<String> REASONS = List.of("does not apply", "not yet", "missing");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Test|IT))\\.(\\w+)`");

    /** @param source the heading above it */
    private record Row(String source, String line, String here) {
        /** What it is counted as: a reason of ours, else shown. */
        String kind() {
            return REASONS.stream()
                    .filter(reason -> here.startsWith(reason + ": "))
                    .findFirst()
                    .orElse("shown");
        }

        List<MatchResult> named() {
            return NAMED.matcher(here).results().toList();
        }

        boolean saysNothing() {
            boolean reasoned = here.matches("[a-z ]+: \\S.*");
            return kind().equals("shown") ? named().isEmpty() : !reasoned;
        }
    }

    @Test
    void eachRowNamesATestThatIsThere_orAReason() throws IOException {
        assertThat(rows(Files.readString(PAGE))).hasSizeGreaterThan(100);
        assertThat(faults(rows(Files.readString(PAGE)))).isEmpty();
    }

    @Test
    void countsAreThoseOfTheRows() throws IOException {
        String page = Files.readString(PAGE);
        Map<String, List<Row>> bySource = rows(page).stream().collect(Collectors.groupingBy(Row::source));

        bySource.forEach((source, rows) -> assertThat(page).contains(counted(source, rows)));
        assertThat(page).contains(counted("all", rows(page)));
    }

    @Test
    void rowThatShowsNothingIsFound() {
        String page = """
                ## Of this test

                | line | here |
                |---|---|
                | a | `ParityTest.rowThatShowsNothingIsFound` |
                | b | `ParityTest.rows` |
                | c | `NoSuchTest.works` |
                | d | it works |
                | e | missing: |
                | f | not yet: x |
                """;

        assertThat(faults(rows(page))).hasSize(4).allMatch(fault -> fault.matches("[b-e]: .*"));
    }

    private static List<String> faults(List<Row> rows) {
        Map<String, Class<?>> classes = testClasses();
        return rows.stream().flatMap(row -> faults(row, classes)).toList();
    }

    private static Stream<String> faults(Row row, Map<String, Class<?>> classes) {
        Stream<String> silent =
                row.saysNothing() ? Stream.of(row.line() + ": names neither a test nor a reason") : Stream.empty();
        Stream<String> lost = row.named().stream()
                .filter(named -> !isTest(classes.get(named.group(1)), named.group(2)))
                .map(named -> row.line() + ": no test " + named.group());
        return Stream.concat(silent, lost);
    }

    private static boolean isTest(Class<?> type, String name) {
        return type != null
                && Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> method.getName().equals(name))
                        .anyMatch(ParityTest::isRun);
    }

    private static boolean isRun(Method method) {
        boolean test = method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
        return test && !method.isAnnotationPresent(Disabled.class);
    }

    /** By their simple names. */
    private static Map<String, Class<?>> testClasses() {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.map(file -> CLASSES.relativize(file).toString())
                    .filter(name -> name.matches("io.driverelay.[^$]*(Test|IT)\\.class"))
                    .map(name -> name.replace(".class", "").replaceAll("[/\\\\]", "."))
                    .map(ParityTest::loaded)
                    .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, ParityTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Those of the tables with two columns. */
    private static List<Row> rows(String page) {
        return Arrays.stream(page.split("(?m)^## ", -1))
                .skip(1)
                .flatMap(ParityTest::rowsOf)
                .toList();
    }

    private static Stream<Row> rowsOf(String section) {
        String source = section.lines().findFirst().orElseThrow();
        return section.lines()
                .map(line -> line.split(" *\\| *", -1))
                .filter(cells -> cells.length == 4 && !cells[2].equals("here") && !cells[2].startsWith("---"))
                .map(cells -> new Row(source, cells[1], cells[2]));
    }

    private static String counted(String source, List<Row> rows) {
        Map<String, Long> kinds = rows.stream().collect(Collectors.groupingBy(Row::kind, Collectors.counting()));
        return Stream.concat(Stream.of("shown"), REASONS.stream())
                .map(kind -> " | " + kinds.getOrDefault(kind, 0L))
                .collect(Collectors.joining("", "| " + source, " | " + rows.size() + " |"));
    }
}
