package io.driverelay.scenario;

import io.driverelay.infra.Workbook;
import io.driverelay.queries.Engine;
import io.driverelay.queries.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the workbook shows at some time of a night, one upload being looked at. */
final class NightWorkbook {
    private static final Pattern HEIGHT = Pattern.compile("data-height=\"(\\d+)\"");
    private static final int WIDTH = 1400;
    private static final int FIRST = 870;

    final Map<String, List<Map<String, Object>>> rows = new LinkedHashMap<>();
    private final Workbook workbook = Workbook.deployed();
    private final Map<String, String> parameters = workbook.parameters();

    NightWorkbook(Engine engine, List<Engine.Line> lines, Instant at, String upload) {
        parameters.put("upload", upload);
        List<Query> queries = workbook.queries(parameters);
        List<List<Map<String, Object>>> answers = engine.ask(
                lines,
                List.of(),
                queries.stream()
                        .map(query -> new Engine.Asked(query, at, workbook.looksBack()))
                        .toList());
        queries.forEach(query -> rows.put(query.name(), answers.get(rows.size())));
    }

    Path draw(Path page) throws IOException {
        return Files.writeString(page, workbook.page(parameters, rows));
    }

    /** Changes with what the workbook looks like; not with its queries. */
    String looks() {
        return workbook.looks();
    }

    /** Whole, and what one sees of it first; by Chromium. */
    static void photograph(Path page) throws IOException, InterruptedException {
        String drawn = chromium(page, "--dump-dom");
        Matcher height = HEIGHT.matcher(drawn);
        if (!height.find()) {
            throw new IllegalStateException("it was not drawn to its end\n" + drawn);
        }
        photograph(page, Integer.parseInt(height.group(1)), Path.of("docs", "workbook-whole.png"));
        photograph(page, FIRST, Path.of("docs", "workbook.png"));
    }

    private static void photograph(Path page, int height, Path picture) throws IOException, InterruptedException {
        chromium(page, "--window-size=" + WIDTH + "," + height, "--screenshot=" + picture.toAbsolutePath());
    }

    private static String chromium(Path page, String... options) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory("chromium");
        List<String> command = new ArrayList<>(List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile));
        command.addAll(List.of(options));
        command.add(page.toUri().toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command));
        }
        return output;
    }
}
