package io.driverelay.local.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where fragments go. The URL is the credential: a token there is a violation. */
final class UploadHost {
    static final String PATH = "/up/";
    private static final long LIMIT = 60L * 1024 * 1024;
    private static final long MULTIPLE = 327_680;
    private static final Pattern RANGE = Pattern.compile("bytes ([0-9]+)-([0-9]+)/([0-9]+)");

    private final Violations violations;

    UploadHost(Violations violations) {
        this.violations = violations;
    }

    Reply handle(Call call, OneDriveAccount account) throws IOException {
        if (call.header("Authorization").isPresent()) {
            violations.add("a token was sent to an upload URL");
            throw new GraphError(401, "unauthenticated", "The URL is the credential");
        }
        String id = call.rawPath().substring(call.rawPath().lastIndexOf('/') + 1);
        Session session;
        synchronized (account) {
            session = account.tree().sessions.get(id);
        }
        if (session == null || session.expires.isBefore(account.now())) {
            throw new GraphError(404, "itemNotFound", "uploadSessionNotFound", "The upload session was not found");
        }
        // one request at a time for a session, as its file is one
        synchronized (session) {
            return switch (call.method()) {
                case "GET" -> Reply.json(200, standing(session));
                case "DELETE" -> end(account, session);
                case "PUT" -> fragment(call, account, session);
                default -> throw new GraphError(405, "invalidRequest", "The method is not allowed here");
            };
        }
    }

    private static Map<String, Object> standing(Session session) {
        return Map.of("expirationDateTime", session.expires, "nextExpectedRanges", List.of(session.received + "-"));
    }

    private static Reply end(OneDriveAccount account, Session session) {
        synchronized (account) {
            account.tree().sessions.remove(session.id);
            account.save();
        }
        OneDriveAccount.deleteFile(account.sessionFile(session.id));
        return Reply.empty(204);
    }

    private Reply fragment(Call call, OneDriveAccount account, Session session) throws IOException {
        Matcher range = RANGE.matcher(call.header("Content-Range").orElse(""));
        if (!range.matches()) {
            throw refused(400, "invalidRequest", "Content-Range is missing or malformed");
        }
        long first = Long.parseLong(range.group(1));
        long last = Long.parseLong(range.group(2));
        long total = Long.parseLong(range.group(3));
        check(call, session, new long[] {first, last, total});
        long received = receive(call.body(), account, session, last - first + 1);
        boolean whole = received == last - first + 1;
        count(account, received, whole ? 0 : received);
        if (!whole) {
            // the client is gone: what came of the request does not count, and will come again
            throw new IOException("the fragment was cut short");
        }
        session.received = last + 1;
        session.total = total;
        session.expires = account.now().plus(Duration.ofDays(1));
        return session.received == total ? complete(account, session) : accepted(account, session);
    }

    private void check(Call call, Session session, long[] range) throws IOException {
        long length = range[1] - range[0] + 1;
        if (call.length().filter(declared -> declared == length).isEmpty()) {
            throw refused(400, "fragmentLengthMismatch", "Content-Length is not the range's length");
        }
        if (length >= LIMIT) {
            throw refused(413, "maxFragmentLengthExceeded", "A fragment must be smaller than 60 MiB");
        }
        if (session.total >= 0 && session.total != range[2]) {
            throw refused(400, "invalidRequest", "The total must stay the same");
        }
        if (range[0] != session.received) {
            String inner = range[0] < session.received ? "fragmentOverlap" : "fragmentOutOfOrder";
            throw new GraphError(416, "invalidRange", inner, "The fragment is not the next one");
        }
        if (range[1] + 1 < range[2] && (range[1] + 1) % MULTIPLE != 0) {
            violations.add("a fragment ended at " + (range[1] + 1) + ", which is no multiple of 327,680");
            session.misaligned = true;
        }
    }

    private GraphError refused(int status, String code, String message) {
        violations.add("a fragment was refused: " + message);
        return new GraphError(status, "invalidRequest", code, message);
    }

    /** Bytes go to the file as they come; only a whole fragment moves the session on. */
    private static long receive(InputStream body, OneDriveAccount account, Session session, long length)
            throws IOException {
        XorHash hash = XorHash.restored(session.hash);
        byte[] buffer = new byte[256 * 1024];
        long got = 0;
        try (FileChannel file = FileChannel.open(account.sessionFile(session.id), StandardOpenOption.WRITE)) {
            file.truncate(session.received);
            file.position(session.received);
            while (got < length) {
                int n = readQuietly(body, buffer);
                if (n < 0) {
                    return got;
                }
                hash.add(buffer, n);
                file.write(ByteBuffer.wrap(buffer, 0, n));
                got += n;
            }
        }
        session.hash = hash.saved();
        return got;
    }

    private static int readQuietly(InputStream body, byte[] buffer) {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            return -1;
        }
    }

    /** {@code twice}: what is dropped, since it must be sent again. */
    private static void count(OneDriveAccount account, long received, long twice) {
        synchronized (account) {
            account.tree().receivedBytes += received;
            account.tree().receivedTwiceBytes += twice;
            account.save();
        }
    }

    private static Reply accepted(OneDriveAccount account, Session session) {
        synchronized (account) {
            account.save();
        }
        return Reply.json(202, standing(session));
    }

    private Reply complete(OneDriveAccount account, Session session) throws IOException {
        synchronized (account) {
            if (session.misaligned) {
                throw new GraphError(400, "invalidRequest", "fragmentLengthMismatch", "A fragment had a wrong size");
            }
            Optional<Item> there = account.child(session.parentId, session.name);
            if (there.isPresent() && session.conflict.equals("fail")) {
                account.save();
                throw GraphError.taken();
            }
            Item item = there.filter(old -> session.conflict.equals("replace"))
                    .orElseGet(() -> account.add(
                            session.parentId, there.isPresent() ? session.name + " 1" : session.name, false));
            Files.move(account.sessionFile(session.id), account.content(item.id), StandardCopyOption.REPLACE_EXISTING);
            item.size = session.received;
            item.hash = XorHash.restored(session.hash).base64();
            item.fileModified = session.fileModified;
            item.changed(account.now());
            account.tree().sessions.remove(session.id);
            account.save();
            return Reply.json(there.isPresent() ? 200 : 201, new ItemViews(account).item(item));
        }
    }
}
