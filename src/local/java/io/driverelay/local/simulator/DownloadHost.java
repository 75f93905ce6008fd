package io.driverelay.local.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where contents come from: pre-authenticated addresses that work for a while, take ranges, and no token. */
final class DownloadHost {
    static final String PATH = "/down/";
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})?-([0-9]{1,18})?");

    private final Violations violations;

    DownloadHost(Violations violations) {
        this.violations = violations;
    }

    static String address(OneDriveAccount account, Item item) {
        if (item.folder) {
            throw new GraphError(400, "invalidRequest", "A folder has no content");
        }
        long until = account.now().getEpochSecond() + account.behaviours().downloadUrlSeconds;
        return PATH + account.person() + "/" + item.id + "?tempauth=" + until + "." + seal(account, item.id, until);
    }

    private static String seal(OneDriveAccount account, String itemId, long until) {
        String sealed = account.tree().downloadSecret + itemId + until;
        return UUID.nameUUIDFromBytes(sealed.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static void requireValid(Call call, OneDriveAccount account, String itemId) {
        String[] parts = call.query().getOrDefault("tempauth", "").split("[.]", 2);
        boolean sealed = parts.length == 2
                && parts[0].matches("[0-9]{1,18}")
                && parts[1].equals(seal(account, itemId, Long.parseLong(parts[0])));
        if (!sealed || account.now().getEpochSecond() >= Long.parseLong(parts[0])) {
            throw new GraphError(401, "unauthenticated", "expiredToken", "The address works no more");
        }
    }

    Reply handle(Call call, OneDriveAccount account) throws IOException {
        if (call.header("Authorization").isPresent()) {
            violations.add("a token was sent to a download URL");
            throw new GraphError(401, "unauthenticated", "The URL is the credential");
        }
        String id = call.rawPath().substring(call.rawPath().lastIndexOf('/') + 1);
        requireValid(call, account, id);
        Item item = account.item(id).orElseThrow(GraphError::notFound);
        long[] range = range(call.header("Range").orElse(""), item.size);
        stream(
                call.exchange(),
                account.content(id),
                range == null ? new long[] {0, item.size - 1, item.size} : range,
                range != null);
        return null;
    }

    /** First, last and size; null where the whole is meant, as by several ranges and by one that ends before it begins. */
    private static long[] range(String header, long size) {
        Matcher asked = RANGE.matcher(header);
        if (!asked.matches() || (asked.group(1) == null && asked.group(2) == null)) {
            return null;
        }
        boolean fromTheEnd = asked.group(1) == null;
        long bound = asked.group(2) == null ? Long.MAX_VALUE : Long.parseLong(asked.group(2));
        long first = fromTheEnd ? Math.max(0, size - bound) : Long.parseLong(asked.group(1));
        long last = fromTheEnd ? size - 1 : Math.min(bound, size - 1);
        if (first > bound && !fromTheEnd) {
            return null;
        }
        if (first >= size) {
            throw new GraphError(416, "invalidRange", "The range lies beyond the end");
        }
        return new long[] {first, last, size};
    }

    private static void stream(HttpExchange exchange, Path file, long[] range, boolean partial) throws IOException {
        long length = range[1] - range[0] + 1;
        if (partial) {
            exchange.getResponseHeaders().set("Content-Range", "bytes " + range[0] + "-" + range[1] + "/" + range[2]);
        }
        exchange.sendResponseHeaders(partial ? 206 : 200, length == 0 ? -1 : length);
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r");
                OutputStream out = exchange.getResponseBody()) {
            in.seek(range[0]);
            byte[] buffer = new byte[256 * 1024];
            for (long left = length; left > 0; ) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                out.write(buffer, 0, n);
                left -= n;
            }
        }
    }
}
