package io.driverelay.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The compiled product. */
final class Code {
    private static final Path CLASSES = Path.of("target", "classes");

    private Code() {}

    static Set<Class<?>> classes(String folder) {
        try (Stream<Path> files = Files.list(CLASSES.resolve(Path.of("io", "driverelay", folder)))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
                    .map(file -> type(folder + "." + file.substring(0, file.length() - ".class".length())))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of a constant, wherever it is hidden. */
    static Object constant(String type, String name) {
        try {
            var field = type(type).getDeclaredField(name);
            field.setAccessible(true);
            return field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " has no constant " + name, e);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName("io.driverelay." + name, false, Code.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new LinkageError(name + " is not there", e);
        }
    }
}
