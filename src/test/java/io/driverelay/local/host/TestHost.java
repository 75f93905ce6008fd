package io.driverelay.local.host;

import io.driverelay.local.azurite.Azurite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running host of a test's own app. */
final class TestHost implements AutoCloseable {
    static final String KEY = "the-key";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static Azurite shared;

    final LocalHost host;
    private final Path log;

    TestHost(Path app, Path folder, Map<String, String> settings, String... jvmFlags) throws IOException {
        log = folder.resolve("host.log");
        Map<String, String> all =
                new HashMap<>(Map.of("AzureWebJobsStorage", azurite().connectionString()));
        all.putAll(settings);
        host = LocalHost.start(new LocalHost.Options(app, 0, KEY, all, List.of(jvmFlags), log));
    }

    /** One for all tests of the host; each takes queues of its own. */
    static synchronized Azurite azurite() throws IOException {
        if (shared == null) {
            shared = Azurite.start(null);
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) throws Exception {
        return later(method, path, body, headers).get();
    }

    CompletableFuture<HttpResponse<String>> later(String method, String path, BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(host.url() + path)).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.sendAsync(request.build(), BodyHandlers.ofString());
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Waits for it to be said. */
    Matcher awaitLog(String regex) throws Exception {
        Pattern words = Pattern.compile(regex);
        for (int i = 0; i < 600; i++) {
            Matcher found = words.matcher(log());
            if (found.find()) {
                return found;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the log never said: " + regex + "\n" + log());
    }

    @Override
    public void close() {
        host.close();
    }
}
