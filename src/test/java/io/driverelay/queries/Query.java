package io.driverelay.queries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One of the queries that alerts, workbook and runbook use.
 *
 * @param text without the prelude
 */
public record Query(String name, String text) {
    public static final Path FOLDER = Path.of("infra", "queries");

    /** All of them, by name. */
    public static List<Query> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".kql", ""))
                    .filter(name -> !name.equals(Prelude.NAME))
                    .sorted()
                    .map(Query::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Query read(String name) {
        return new Query(name, contents(name));
    }

    /** As a rule asks it. */
    public static Query asked(String name, String whole) {
        String prelude = contents(Prelude.NAME);
        if (!whole.startsWith(prelude)) {
            throw new IllegalArgumentException(name + " begins with another prelude");
        }
        return new Query(name, whole.substring(prelude.length()));
    }

    static String contents(String name) {
        try {
            return Files.readString(FOLDER.resolve(name + ".kql"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it is asked. */
    public String whole() {
        return contents(Prelude.NAME) + text;
    }

    /** With values in place of its parameters, as the workbook does it. */
    public Query with(Map<String, String> parameters) {
        String filled = text;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            filled = filled.replace("{" + parameter.getKey() + "}", parameter.getValue());
        }
        return new Query(name, filled);
    }

    /** Put there by a deployment. */
    public Query withOperatorHours(String as, int hours) {
        return new Query(as, text.replaceFirst("(let operatorHours = )[0-9]+;", "$1" + hours + ";"));
    }

    @Override
    public String toString() {
        return name;
    }
}
