package io.driverelay.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A rule that a resource of a template does not keep, with the reason in place: {@code // checkov:skip=ID: reason} inside it.
 *
 * @param module name of the template's file
 * @param type of the resource
 */
record Exemption(String rule, String module, String type, String reason) {
    private static final Pattern RESOURCE = Pattern.compile("^( *)resource \\w+ '([^'@]+)(?:@[^']*)?'.*");
    private static final Pattern SKIP = Pattern.compile("^( *)// checkov:skip=(\\w+):? *(.*)");

    /** A resource that is open at some line. */
    private record Open(int indent, String type) {}

    static List<Exemption> inPlace() throws IOException {
        List<Exemption> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("infra"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".bicep"))
                    .sorted()
                    .toList()) {
                found.addAll(in(file));
            }
        }
        return found;
    }

    private static List<Exemption> in(Path file) throws IOException {
        List<Exemption> found = new ArrayList<>();
        Deque<Open> open = new ArrayDeque<>();
        for (String line : Files.readAllLines(file)) {
            Matcher resource = RESOURCE.matcher(line);
            Matcher skip = SKIP.matcher(line);
            if (resource.matches()) {
                close(open, resource.group(1));
                open.push(new Open(resource.group(1).length(), fullType(open, resource.group(2))));
            } else if (skip.matches()) {
                close(open, skip.group(1));
                String type = open.isEmpty() ? "" : open.peek().type();
                found.add(new Exemption(skip.group(2), file.getFileName().toString(), type, skip.group(3)));
            }
        }
        return found;
    }

    private static void close(Deque<Open> open, String indent) {
        while (!open.isEmpty() && open.peek().indent() >= indent.length()) {
            open.pop();
        }
    }

    private static String fullType(Deque<Open> open, String written) {
        return open.isEmpty() ? written : open.peek().type() + "/" + written;
    }

    /** Of two templates with resources of one type that is meant whose file's first word is in the resource's name. */
    boolean covers(Finding finding) throws IOException {
        return rule.equals(finding.rule())
                && type.equals(finding.type())
                && (modulesWith(type) == 1 || finding.name().contains(module.replaceAll("[-.].*", "")));
    }

    private static long modulesWith(String type) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("infra", "modules"))) {
            return files.filter(file -> read(file).contains("'" + type + "@")
                            && !read(file).matches("(?s).*'" + type + "@[^']*' existing.*"))
                    .count();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
