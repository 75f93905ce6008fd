package io.driverelay.local.packaging;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.microsoft.azure.functions.annotation.FunctionName;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Main: {@code PackageApp <classes> <jar> <host.json> <package folder>}. The libraries are in the folder already. */
public final class PackageApp {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private PackageApp() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[3]);
        lay(functions(Path.of(args[0])), Path.of(args[1]), Path.of(args[2]), folder);
        SlimLibrary.in(folder.resolve("lib"));
        zip(folder, folder.resolveSibling(folder.getFileName() + ".zip"));
    }

    static void lay(Map<String, Method> functions, Path jar, Path hostJson, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.copy(hostJson, folder.resolve("host.json"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(jar, folder.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        for (Map.Entry<String, Method> function : functions.entrySet()) {
            Path own = Files.createDirectories(folder.resolve(function.getKey()));
            MAPPER.writeValue(
                    own.resolve("function.json").toFile(),
                    FunctionJson.of(function.getValue(), jar.getFileName().toString()));
        }
    }

    /** The functions below a folder of classes, by name. */
    static Map<String, Method> functions(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return named(files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> load(classes.relativize(file).toString()))
                    .toList());
        }
    }

    static Map<String, Method> named(List<? extends Class<?>> classes) {
        Map<String, Method> functions = new TreeMap<>();
        classes.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(FunctionName.class))
                .forEach(method -> {
                    String name = method.getAnnotation(FunctionName.class).value();
                    if (functions.put(name, method) != null) {
                        throw new IllegalStateException("two functions are called " + name);
                    }
                });
        return functions;
    }

    private static Class<?> load(String file) {
        String name = file.substring(0, file.length() - ".class".length())
                .replace('/', '.')
                .replace('\\', '.');
        try {
            return Class.forName(name, false, PackageApp.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the class " + name + " cannot be loaded", e);
        }
    }

    private static void zip(Path folder, Path zip) throws IOException {
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                var entry = new ZipEntry(folder.relativize(file).toString().replace('\\', '/'));
                entry.setLastModifiedTime(FileTime.fromMillis(0));
                entries.putNextEntry(entry);
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
    }
}
