package io.driverelay.queries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    @Override
    public String toString() {
        return name;
    }
}
