package io.driverelay.scenario;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * As much of the Blob protocol as records need, in memory. History is made up when it is asked for: ninety ended uploads of each home, after
 * one that was really moved.
 */
final class SlowBlobs {
    static final int ENDED_OF_A_HOME = 90;

    private static final String HISTORY = "ended-uploads";
    private static final String FIRST = "/newest-first/";

    private final NavigableMap<String, Blob> blobs = new ConcurrentSkipListMap<>();
    private final AtomicLong versions = new AtomicLong();
    private Map.Entry<String, Blob> sampleEntry;
    private Map.Entry<String, Blob> sampleRecord;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Blob(byte[] bytes, String eTag, Map<String, String> metadata) {}

    /** From now on every home has a history like the one ended upload that lies there. */
    void makeHistoryUp() {
        for (var entry : blobs.tailMap(HISTORY + "/").entrySet()) {
            if (!entry.getKey().startsWith(HISTORY + "/")) {
                break;
            }
            if (entry.getKey().contains(FIRST)) {
                sampleEntry = entry;
            } else {
                sampleRecord = entry;
            }
        }
    }

    String kind(HttpExchange exchange) {
        return "storage";
    }

    void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, String> query = query(exchange);
        String path = exchange.getRequestURI().getPath().substring("/account/".length());
        String eTag = "\"" + versions.incrementAndGet() + "\"";
        exchange.getResponseHeaders().set("Last-Modified", "Mon, 05 Jan 2026 10:00:00 GMT");
        if ("list".equals(query.get("comp"))) {
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            SlowCloud.reply(exchange, 200, list(path + "/", query));
        } else if ("container".equals(query.get("restype"))) {
            SlowCloud.reply(exchange, 201, "");
        } else if ("blocklist".equals(query.get("comp"))) {
            fails(exchange, 404, "BlobNotFound");
        } else {
            switch (exchange.getRequestMethod()) {
                case "PUT" -> put(exchange, path, new Blob(body, eTag, metadata(exchange)));
                case "DELETE" -> delete(exchange, path);
                default -> get(exchange, path);
            }
        }
    }

    private void get(HttpExchange exchange, String path) throws IOException {
        Blob found = blobs.containsKey(path) ? blobs.get(path) : madeUp(path);
        if (found == null) {
            fails(exchange, 404, "BlobNotFound");
            return;
        }
        exchange.getResponseHeaders().set("ETag", found.eTag());
        exchange.getResponseHeaders().set("x-ms-blob-type", "BlockBlob");
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes 0-" + (found.bytes().length - 1) + "/" + found.bytes().length);
        exchange.sendResponseHeaders(200, found.bytes().length);
        exchange.getResponseBody().write(found.bytes());
    }

    private void put(HttpExchange exchange, String path, Blob blob) throws IOException {
        String ifMatch = exchange.getRequestHeaders().getFirst("If-Match");
        Blob before = blobs.get(path);
        if (exchange.getRequestHeaders().getFirst("If-None-Match") != null && before != null) {
            fails(exchange, 409, "BlobAlreadyExists");
        } else if (ifMatch != null && (before == null || !ifMatch.equals(before.eTag()))) {
            fails(exchange, 412, "ConditionNotMet");
        } else {
            blobs.put(path, blob);
            exchange.getResponseHeaders().set("ETag", blob.eTag());
            SlowCloud.reply(exchange, 201, "");
        }
    }

    private void delete(HttpExchange exchange, String path) throws IOException {
        if (blobs.remove(path) == null) {
            fails(exchange, 404, "BlobNotFound");
        } else {
            SlowCloud.reply(exchange, 202, "");
        }
    }

    private static void fails(HttpExchange exchange, int status, String code) throws IOException {
        exchange.getResponseHeaders().set("x-ms-error-code", code);
        exchange.sendResponseHeaders(status, -1);
    }

    private String list(String container, Map<String, String> query) {
        String prefix = query.getOrDefault("prefix", "");
        if (sampleEntry != null && container.equals(HISTORY + "/")) {
            return page(container, history(prefix), query);
        }
        String from = container + (query.containsKey("marker") ? query.get("marker") : prefix);
        return page(container, blobs.tailMap(from, true), query);
    }

    private static String page(String container, NavigableMap<String, Blob> from, Map<String, String> query) {
        String prefix = container + query.getOrDefault("prefix", "");
        int most = Integer.parseInt(query.getOrDefault("maxresults", "5000"));
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults><Blobs>");
        String marker = query.containsKey("marker") ? container + query.get("marker") : prefix;
        Iterator<Map.Entry<String, Blob>> left =
                from.tailMap(marker, true).entrySet().iterator();
        String next = "";
        for (int n = 0; left.hasNext(); n++) {
            var entry = left.next();
            if (!entry.getKey().startsWith(prefix)) {
                break;
            }
            String name = entry.getKey().substring(container.length());
            if (n == most) {
                next = name;
                break;
            }
            xml.append("<Blob><Name>")
                    .append(name)
                    .append("</Name><Properties><Last-Modified>Mon, 05 Jan 2026 10:00:00 GMT")
                    .append("</Last-Modified><Etag>x</Etag><Content-Length>")
                    .append(entry.getValue().bytes().length)
                    .append("</Content-Length><BlobType>BlockBlob</BlobType></Properties><Metadata>");
            entry.getValue()
                    .metadata()
                    .forEach((key, value) -> xml.append('<')
                            .append(key)
                            .append('>')
                            .append(value)
                            .append("</")
                            .append(key)
                            .append('>'));
            xml.append("</Metadata></Blob>");
        }
        return xml.append("</Blobs><NextMarker>")
                .append(next)
                .append("</NextMarker></EnumerationResults>")
                .toString();
    }

    /** One home's, the youngest first. */
    private NavigableMap<String, Blob> history(String prefix) {
        var made = new TreeMap<String, Blob>();
        String home = prefix.substring(0, Math.max(0, prefix.indexOf('/')));
        for (int n = 0; n < ENDED_OF_A_HOME && !home.isEmpty(); n++) {
            Instant opened = opened(n);
            Map<String, String> metadata = new HashMap<>(sampleEntry.getValue().metadata());
            metadata.put("opened", opened.toString());
            String name =
                    HISTORY + "/" + home + FIRST + (9_999_999_999_999L - opened.toEpochMilli()) + "-" + id(n) + ".json";
            made.put(name, new Blob(new byte[2], "x", metadata));
        }
        return made;
    }

    private Blob madeUp(String path) {
        if (sampleRecord == null || !path.startsWith(HISTORY + "/")) {
            return null;
        }
        String[] parts = path.split("[/.]", -1);
        String[] sample = sampleRecord.getKey().split("[/.]", -1);
        int n = Integer.parseInt(parts[2].substring(2));
        if (n >= ENDED_OF_A_HOME) {
            return null;
        }
        String json = new String(sampleRecord.getValue().bytes(), StandardCharsets.UTF_8)
                .replace(sample[1], parts[1])
                .replace(sample[2], parts[2])
                .replaceFirst("\"openedAt\":\"[^\"]*\"", "\"openedAt\":\"" + opened(n) + "\"");
        return new Blob(json.getBytes(StandardCharsets.UTF_8), "x", Map.of());
    }

    private static Instant opened(int n) {
        return Instant.parse("2026-01-05T10:00:00Z").minusSeconds(86_400L * n);
    }

    private static String id(int n) {
        return "%026d".formatted(n);
    }

    private static Map<String, String> metadata(HttpExchange exchange) {
        Map<String, String> metadata = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-ms-meta-")) {
                metadata.put(lower.substring("x-ms-meta-".length()), values.get(0));
            }
        });
        return metadata;
    }

    private static Map<String, String> query(HttpExchange exchange) {
        String raw = exchange.getRequestURI().getRawQuery();
        return raw == null
                ? Map.of()
                : Arrays.stream(raw.split("&", -1))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(
                                pair -> pair[0],
                                pair -> URLDecoder.decode(pair.length > 1 ? pair[1] : "", StandardCharsets.UTF_8)));
    }
}
